// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// How many files and sockets the process may have open.
enum OpenFileLimit {
    /// What the process has open besides connections and the threads that serve them.
    private static let reserve = 48
    /// Files that such a thread has open: epoll's, one to be woken up by and a timer.
    private static let filesOfThread = 3

    /// Raises the limit as far as the system lets us and says how many connections it leaves on each of `ports` ports,
    /// at least one. A server that has no file left for a connection tries again and again to accept it.
    static func connections(ports: Int, filesEach: Int, threads: Int) -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 256 }
        if limit.rlim_cur < limit.rlim_max {
            limit.rlim_cur = limit.rlim_max
            setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
            getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        }
        return connections(files: Int(clamping: limit.rlim_cur), ports: ports, filesEach: filesEach, threads: threads)
    }

    /// How many connections a limit of `files` leaves.
    static func connections(files: Int, ports: Int, filesEach: Int, threads: Int) -> Int {
        max(1, (files - reserve - filesOfThread * threads) / (ports * filesEach))
    }
}
