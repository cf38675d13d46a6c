// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// How many files and sockets the process may have open.
enum OpenFileLimit {
    /// What the process has open besides connections.
    private static let reserve = 48

    /// Raises the limit as far as the system lets us and says how many connections it leaves on each of `ports` ports,
    /// at least one. A server that takes more of them fails at accepting and stops.
    static func connections(ports: Int, filesEach: Int) -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 256 }
        if limit.rlim_cur < limit.rlim_max {
            limit.rlim_cur = limit.rlim_max
            setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        }
        let files = Int(clamping: limit.rlim_cur)
        return max(1, (files - reserve) / (ports * filesEach))
    }
}
