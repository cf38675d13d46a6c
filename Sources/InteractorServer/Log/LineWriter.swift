// SPDX-License-Identifier: Apache-2.0

internal import Dispatch
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Writes lines to a file one after the other, on a thread of its own: whoever has something to say never waits for a
/// reader that doesn't read, such as a log driver that hangs. What such a reader is behind by is bounded; lines beyond that
/// are lost.
final class LineWriter: Sendable {
    /// Most bytes that wait to be written.
    private static let limit = 1 << 20

    static let standardOutput = LineWriter(descriptor: STDOUT_FILENO)

    private let descriptor: Int32
    private let queue = DispatchQueue(label: "ridgeline.log")
    private let waiting = Atomic(0)
    /// Whether the last line was written in part; touched on the queue alone.
    private let isBrokenOff = Atomic(false)

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Has a line written, in the order of the calls.
    func append(_ line: [UInt8]) {
        guard waiting.add(line.count, ordering: .relaxed).newValue <= Self.limit else {
            waiting.subtract(line.count, ordering: .relaxed)
            return
        }
        queue.async { [self] in
            writeWhole(line)
            waiting.subtract(line.count, ordering: .relaxed)
        }
    }

    /// Waits until all lines are written, but no longer than `milliseconds`.
    func flush(within milliseconds: Int) {
        let group = DispatchGroup()
        queue.async(group: group) {}
        _ = group.wait(timeout: .now() + .milliseconds(milliseconds))
    }

    /// Writes a line, mostly by one system call. One that can't be written is lost; one of which a part was, is ended
    /// before the next.
    private func writeWhole(_ line: [UInt8]) {
        if isBrokenOff.load(ordering: .relaxed) {
            guard written([UInt8(ascii: "\n")]) == 1 else { return }
        }
        isBrokenOff.store((1..<line.count).contains(written(line)), ordering: .relaxed)
    }

    /// How many of the bytes could be written.
    private func written(_ bytes: [UInt8]) -> Int {
        bytes.withUnsafeBytes { bytes in
            var done = 0
            while done < bytes.count {
                let count = write(descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { break }
                done += count
            }
            return done
        }
    }
}
