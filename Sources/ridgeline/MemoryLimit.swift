// SPDX-License-Identifier: Apache-2.0

/// How much memory the process may use before the system ends it.
enum MemoryLimit {
    /// Where a container finds its own limit: the second generation of control groups, then the first.
    private static let files = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"]

    /// The limit of the container in bytes; nil where there is none.
    static let container: Int? = files.lazy.compactMap { try? Files.contents(of: $0) }.first.flatMap(bytes)

    /// The number of bytes in such a file; nil for `max`, and for the first generation's number near 2^63, which means
    /// the same.
    static func bytes(in text: [UInt8]) -> Int? {
        let digits = String(decoding: text.prefix { (0x30...0x39).contains($0) }, as: UTF8.self)
        return Int(digits).flatMap { (1..<(1 << 50)).contains($0) ? $0 : nil }
    }
}
