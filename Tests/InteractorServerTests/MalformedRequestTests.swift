// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import InteractorServer

extension WireTests {
    /// What is no HTTP, or no HTTP for this server.
    @Suite struct MalformedRequestTests {
        private static let start = "POST / HTTP/1.1\r\nHost: x\r\n"
        private static let chunked = start + "Transfer-Encoding: chunked\r\n"

        /// The reply to `bytes`, of a server that answers others afterwards.
        private func reply(to bytes: [UInt8], on server: TestServer) async throws -> WireReply {
            let reply = try await server.connect { wire in
                try wire.say(bytes)
                let reply = try wire.reply()
                #expect(wire.isClosedByServer())
                return reply
            }
            #expect(try await server.post("alive").body == "alive")
            return reply
        }

        private func expectError(_ status: Int, _ reply: WireReply) {
            #expect(reply.status == status)
            #expect(reply.body == #"{"error":"\#(reply.reason)"}"#)
            #expect(reply.headers["content-type"] == "application/json")
            #expect(reply.headers["connection"] == "close")
        }

        @Test(arguments: [
            "\0\u{1}\u{2}garbage\r\n\r\n", "GET\r\n\r\n", "\r\n\r\n\r\n:::\r\n\r\n", "GET nowhere HTTP/1.1\r\n\r\n",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u{4}\0\0\0\0\0", "POST / HTTP/9.9\r\n\r\n", "GET /\r\n\r\n",
            "FETCH / HTTP/1.1\r\nHost: x\r\n\r\n", "post / HTTP/1.1\r\nHost: x\r\n\r\n",
            start + "Header without colon\r\n\r\n", start + "A: \0\r\n\r\n",
            start + "Content-Length: -1\r\n\r\n", start + "Content-Length: 1, 2\r\n\r\nxx",
            start + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
            start + "Content-Length: 99999999999999999999\r\n\r\nxx",
            start + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
            chunked + "Content-Length: 3\r\n\r\n3\r\nabc\r\n0\r\n\r\n", chunked + "\r\nzz\r\nabc\r\n",
            chunked + "\r\n-1\r\nabc\r\n", chunked + "\r\nfffffffffffffffff\r\nabc\r\n",
            start + "Transfer-Encoding: unheard-of\r\n\r\nabc",
        ])
        func whatIsNoHTTPIsA400WithWords(text: String) async throws {
            try await TestServer.run { server in
                let reply = try await reply(to: Array(text.utf8), on: server)
                expectError(400, reply)
                #expect(reply.reason.hasPrefix("The request is not valid HTTP"))
            }
        }

        @Test func theBeginningOfTLSIsA400WithWords() async throws {
            let hello: [UInt8] = [0x16, 3, 1, 0, 200, 1, 0, 0, 196, 3, 3] + Array(0..<194)
            try await TestServer.run { server in
                expectError(400, try await reply(to: hello, on: server))
            }
        }

        @Test(arguments: [
            "GET /\(String(repeating: "a", count: 100_000)) HTTP/1.1\r\nHost: x\r\n\r\n",
            start + "A: \(String(repeating: "a", count: 100_000))\r\n\r\n",
            start + "\(String(repeating: "a", count: 100_000)): a\r\n\r\n",
            start + String(repeating: "A: \(String(repeating: "a", count: 1000))\r\n", count: 100) + "\r\n",
            start + String(repeating: "A: a\r\n", count: 1000) + "\r\n",
            chunked + "\r\n1\r\na\r\n0\r\nA: \(String(repeating: "a", count: 100_000))\r\n\r\n",
        ])
        func headersThatAreTooLargeAreA431WithWords(text: String) async throws {
            try await TestServer.run { server in
                let reply = try await reply(to: Array(text.utf8), on: server)
                expectError(431, reply)
                #expect(reply.reason == "The headers, or the first line, are too large or too many")
            }
        }

        @Test func headersOfUsualSizeAreNotTooLarge() async throws {
            try await TestServer.run { server in
                let header = "A: \(String(repeating: "a", count: 60_000))\r\n"
                let reply = try await server.post("abc", headers: header)
                #expect(reply.body == "abc")
            }
        }

        @Test func theWordsReachAClientThatIsStillSending() async throws {
            try await TestServer.run { server in
                try await server.connect { wire in
                    try wire.say(Self.start + "A: ")
                    for _ in 0..<50 {
                        try wire.say([UInt8](repeating: UInt8(ascii: "a"), count: 100_000))
                        usleep(2000)
                    }
                    #expect(try wire.reply().status == 431)
                    wire.finish()
                    #expect(wire.isClosedByServer())
                }
            }
        }

        @Test func aClientThatSendsGarbageForeverIsLetGo() async throws {
            try await TestServer.run { server in
                try await server.connect { wire in
                    let start = ContinuousClock.now
                    #expect(throws: WireError.self) {
                        while .now - start < .seconds(20) {
                            try wire.say("garbage\r\n")
                            usleep(10_000)
                        }
                    }
                }
            }
        }

        @Test func requestsBeforeWhatIsNoHTTPAreAnsweredFirst() async throws {
            try await TestServer.run { server in
                try await server.connect { wire in
                    try wire.post("a")
                    #expect(try wire.reply().body == "a")
                    try wire.say("garbage\r\n\r\n")
                    #expect(try wire.reply().status == 400)
                    #expect(wire.isClosedByServer())
                }
                try await server.connect { wire in
                    try wire.say(Self.start + "Content-Length: 1\r\n\r\nbgarbage\r\n\r\n")
                    #expect(try wire.reply().body == "b")
                }
            }
        }

        @Test func aLengthThatNoNumberHoldsIsTooLarge() async throws {
            try await TestServer.run { server in
                try await server.connect { wire in
                    try wire.say(
                        Self.start + "Expect: 100-continue\r\nContent-Length: 9223372036854775808\r\n\r\n")
                    #expect(try wire.reply().status == 413)
                }
            }
        }

        @Test(arguments: [
            ("CONNECT x:1 HTTP/1.1\r\n\r\n", 405), ("GET http://[ HTTP/1.1\r\n\r\n", 405),
            ("PROPFIND / HTTP/1.1\r\n\r\n", 405), (start + "Content-Length: 5\r\n\r\nab", 400),
            ("POST / HTTP/1.1\r\nHo", 400),
        ])
        func whatIsHTTPButOfNoUseHereIsRefused(text: String, status: Int) async throws {
            try await TestServer.run { server in
                try await server.connect { wire in
                    try wire.say(text)
                    wire.finish()
                    let reply = try wire.reply()
                    #expect(reply.status == status)
                    #expect(reply.body == #"{"error":"\#(reply.reason)"}"#)
                    #expect(wire.isClosedByServer())
                }
                #expect(try await server.post("alive").body == "alive")
            }
        }

        @Test func aClientThatAsksForHTTP2IsAnsweredInThisOneAndKnowsThatItIsTheLastReply() async throws {
            try await TestServer.run { server in
                let reply = try await server.connect { wire in
                    try wire.post("abc", headers: "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n")
                    let reply = try wire.reply()
                    #expect(wire.isClosedByServer())
                    return reply
                }
                #expect(reply.body == "abc")
                #expect(reply.headers["connection"] == "close")
            }
        }
    }
}
