// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import Interactor
import NIOCore
import NIOHTTP1
import Testing

@testable import InteractorServer

/// How much of the request bodies is in memory at once.
@Suite struct BodyMemoryTests {
    private let memory = BodyMemory(limit: 1000)

    /// Whether nothing is taken.
    private var isFree: Bool {
        defer { memory.giveBack(1000) }
        return memory.take(1000)
    }

    @Test func noMoreIsGivenThanThereIs() {
        #expect(memory.take(600))
        #expect(memory.take(400))
        #expect(!memory.take(1))
        memory.giveBack(400)
        #expect(memory.take(400))
        #expect(!memory.take(1))
    }

    @Test func whatIsRefusedTakesNothing() {
        #expect(memory.take(600))
        for _ in 0..<10 { #expect(!memory.take(401)) }
        #expect(memory.take(400))
    }

    @Test func manyAtOnceKeepTheAccount() async {
        await withTaskGroup(of: Void.self) { group in
            for size in 1...8 {
                group.addTask {
                    for _ in 0..<100_000 where memory.take(size * 10) { memory.giveBack(size * 10) }
                }
            }
        }
        #expect(isFree)
    }

    @Test func aWholeBodyHoldsItsSizeUntilItsCallerGivesItBack() async throws {
        let body = try await read(["abc", "de"], announcing: 5)
        #expect(String(buffer: body) == "abcde")
        #expect(!memory.take(996))
        memory.giveBack(5)
        #expect(isFree)
    }

    @Test(
        arguments: [
            (["abc"], 11, nil, 413), (["abcdef", "ghijk"], nil, nil, 413), (["abc"], 5, nil, 400),
            (["abc"], nil, Failure.timedOut, 408), (["abc"], nil, .brokenOff, 400), (["abc"], nil, .malformed, 400),
        ] as [([String], Int?, Failure?, Int)])
    func aBodyThatDoesNotComeWholeHoldsNothing(
        parts: [String], announced: Int?, failure: Failure?, status: Int
    ) async {
        let error = await #expect(throws: RequestError.self) {
            try await read(parts, announcing: announced, then: failure)
        }
        #expect(error?.status == status)
        #expect(isFree)
    }

    @Test func aBodyThatFindsNoRoomIsRefusedAndHoldsNothing() async {
        #expect(memory.take(996))
        let error = await #expect(throws: RequestError.self) { try await read(["abc", "de"]) }
        #expect(error?.status == 503)
        memory.giveBack(996)
        #expect(isFree)
    }

    /// What may happen after some of a body.
    enum Failure {
        case timedOut, malformed, brokenOff

        var error: any Error {
            switch self {
            case .timedOut: TransferTimedOut()
            case .malformed: HTTPParserError.invalidChunkSize
            case .brokenOff: CancellationError()
            }
        }
    }

    /// Reads a body of `parts`, of which 10 bytes are the most.
    private func read(
        _ parts: [String], announcing length: Int? = nil, then failure: Failure? = nil
    ) async throws -> ByteBuffer {
        let stream = AsyncThrowingStream<ByteBuffer, any Error> { continuation in
            for part in parts { continuation.yield(ByteBuffer(string: part)) }
            continuation.finish(throwing: failure?.error)
        }
        var head = HTTPRequest(method: .post, scheme: "http", authority: "x", path: "/")
        head.headerFields[.contentLength] = length.map { "\($0)" }
        return try await Request(head: head, body: .init(asyncSequence: stream)).wholeBody(limit: 10, memory: memory)
    }
}
