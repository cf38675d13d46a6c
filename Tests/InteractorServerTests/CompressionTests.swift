// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import Interactor
import NIOCore
import Testing

@testable import InteractorServer

/// Which replies of the function are compressed.
@Suite struct CompressionTests {
    private static let remote = ClientPresence(isLocal: false)

    /// The reply of a function that answers with so many bytes.
    private func respond(
        accepting codings: String?, bytes: Int = 100_000, policy: GzipPolicy = .auto,
        client: ClientPresence? = remote
    ) async throws -> Response {
        var configuration = ServerConfiguration(workers: 1)
        configuration.gzip = policy
        let workers = WorkerPool(workers: 1, queueLimit: 1)
        workers.start()
        let invocation = Invocation(
            handler: { _, _, _ in Reply([UInt8](repeating: 7, count: bytes)) }, workers: workers,
            configuration: configuration, logger: .silent)
        var head = HTTPRequest(method: .post, scheme: "http", authority: "x", path: "/")
        head.headerFields[.acceptEncoding] = codings
        let response = await invocation.respond(
            to: Request(head: head, body: .init(buffer: ByteBuffer())), client: client)
        await workers.stop()
        return response
    }

    private func expect(_ response: Response, isCompressed: Bool, of bytes: Int = 100_000) throws {
        let length = try #require(response.body.contentLength)
        #expect(response.headers[.contentEncoding] == (isCompressed ? "gzip" : nil))
        #expect(response.headers[.contentLength] == "\(length)")
        #expect(isCompressed ? length < bytes / 10 : length == bytes)
    }

    @Test(
        arguments: [
            ("gzip", true), ("gzip, deflate", true), ("br;q=1.0, gzip;q=0.8, *;q=0.1", true), ("gzip;q=0.001", true),
            ("gzip;q=1", true), ("deflate, gzip; q=0.5", true), ("gzip;q=0", false), ("gzip; Q=0.000", false),
            ("deflate, gzip;q=0.0", false), ("identity", false), ("deflate", false), (nil, false),
        ] as [(String?, Bool)])
    func aLongReplyIsCompressedForWhoAcceptsIt(codings: String?, isCompressed: Bool) async throws {
        try expect(try await respond(accepting: codings), isCompressed: isCompressed)
    }

    @Test func noneIsCompressedWhereThatIsOff() async throws {
        try expect(try await respond(accepting: "gzip", policy: .off), isCompressed: false)
    }

    @Test func noneIsCompressedForAClientOnThisMachineOrOfUnknownPlace() async throws {
        for client in [ClientPresence(isLocal: true), nil] {
            try expect(try await respond(accepting: "gzip", client: client), isCompressed: false)
        }
    }

    @Test func whatFitsIntoOnePacketIsNotCompressed() async throws {
        for bytes in [0, 1, 1400] {
            try expect(try await respond(accepting: "gzip", bytes: bytes), isCompressed: false, of: bytes)
        }
        try expect(try await respond(accepting: "gzip", bytes: 1401), isCompressed: true, of: 1401)
    }
}
