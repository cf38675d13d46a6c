// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Whole files, read and written by the system's own calls: Foundation would make the process start later.
enum Files {
    /// Why a file was not read or written.
    struct Failure: Error {
        /// The reason in one line.
        let reason: String
        /// The exit status that says it, by the convention of sysexits.h.
        let status: Int32

        /// A failure to do `action`, with what the system says of it.
        init(_ action: String, status: Int32 = 74) {
            reason = "can't \(action): \(String(cString: strerror(errno)))"
            self.status = status
        }
    }

    /// All bytes that come from standard input.
    static func standardInput() throws(Failure) -> [UInt8] {
        try readAll(STDIN_FILENO, "read standard input")
    }

    /// The bytes of the file at `path`.
    static func contents(of path: String) throws(Failure) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw Failure("open \(path)", status: 66) }
        defer { close(file) }
        return try readAll(file, "read \(path)")
    }

    /// Writes `bytes` to standard output.
    static func toStandardOutput(_ bytes: [UInt8]) throws(Failure) {
        try writeAll(bytes, to: STDOUT_FILENO, "write to standard output")
    }

    /// Writes `line` to standard error, with the name of the program before it.
    static func toStandardError(_ line: String) {
        // Nobody could be told that this failed.
        try? writeAll(Array("ridgeline: \(line)\n".utf8), to: STDERR_FILENO, "")
    }

    /// Makes the file at `path` consist of `bytes`.
    static func save(_ bytes: [UInt8], as path: String) throws(Failure) {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard file >= 0 else { throw Failure("write \(path)", status: 73) }
        defer { close(file) }
        try writeAll(bytes, to: file, "write \(path)")
    }

    /// Makes the folder at `path`, unless it is there.
    static func makeFolder(_ path: String) throws(Failure) {
        guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw Failure("make \(path)", status: 73) }
    }

    private static func readAll(_ file: Int32, _ action: String) throws(Failure) -> [UInt8] {
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { chunk.deallocate() }
        var bytes: [UInt8] = []
        while true {
            let count = read(file, chunk.baseAddress, chunk.count)
            if count > 0 {
                bytes.append(contentsOf: chunk[..<count])
            } else if count == 0 {
                return bytes
            } else if errno != EINTR {
                throw Failure(action)
            }
        }
    }

    private static func writeAll(_ bytes: [UInt8], to file: Int32, _ action: String) throws(Failure) {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
            if count >= 0 {
                written += count
            } else if errno != EINTR {
                throw Failure(action)
            }
        }
    }
}
