// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import InteractorServer

@Suite struct LineWriterTests {
    @Test func linesComeInTheirOrder() throws {
        let pipe = Pipe()
        let writer = LineWriter(descriptor: pipe.fileHandleForWriting.fileDescriptor)
        for number in 0..<500 { writer.append(Array("\(number)\n".utf8)) }
        writer.flush(within: 10_000)
        try pipe.fileHandleForWriting.close()
        let text = String(decoding: try #require(try pipe.fileHandleForReading.readToEnd()), as: UTF8.self)
        #expect(text.split(separator: "\n").compactMap { Int($0) } == Array(0..<500))
    }

    @Test(.timeLimit(.minutes(1))) func aLineThatFindsNoRoomSpoilsNoOther() throws {
        let pipe = Pipe()
        let descriptor = pipe.fileHandleForWriting.fileDescriptor
        #expect(fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0)
        let writer = LineWriter(descriptor: descriptor)
        // Longer than what a pipe takes whole or not at all, and no number of them fills it to the byte.
        let line = String(repeating: "x", count: 5999)
        var text = Data()
        for _ in 0..<5 {
            for _ in 0..<30 { writer.append(Array("\(line)\n".utf8)) }
            writer.flush(within: 30_000)
            for _ in 0..<3 { text += pipe.fileHandleForReading.availableData }
        }
        writer.append(Array("last\n".utf8))
        writer.flush(within: 30_000)
        try pipe.fileHandleForWriting.close()
        text += try #require(try pipe.fileHandleForReading.readToEnd())
        let lines = String(decoding: text, as: UTF8.self).split(separator: "\n")
        let parts = lines.filter { $0 != line && $0 != "last" }
        #expect(parts.allSatisfy { line.hasPrefix($0) } && (1...5).contains(parts.count))
        #expect(lines.last == "last" && lines.count > 10)
    }

    @Test(.timeLimit(.minutes(1))) func aReaderThatDoesNotReadHoldsNobodyUp() throws {
        let pipe = Pipe()
        let writer = LineWriter(descriptor: pipe.fileHandleForWriting.fileDescriptor)
        let line = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 10) + [UInt8(ascii: "\n")]
        for _ in 0..<4096 { writer.append(line) }
        writer.flush(within: 10)
        // What the pipe holds, then what waited; the rest is lost.
        let reader = pipe.fileHandleForReading
        let bytes = Shared(0)
        let isAtEnd = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            while case let part = reader.availableData, !part.isEmpty { bytes.change { $0 += part.count } }
            isAtEnd.signal()
        }
        writer.flush(within: 30_000)
        try pipe.fileHandleForWriting.close()
        isAtEnd.wait()
        #expect(bytes.value > 1 << 19 && bytes.value < 2 << 20 && bytes.value.isMultiple(of: line.count))
    }
}
