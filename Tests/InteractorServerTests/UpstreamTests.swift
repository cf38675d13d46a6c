// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
import Interactor
import Testing

@testable import InteractorServer

extension WireTests {
    /// A Nuclio dashboard behind ours.
    @Suite struct UpstreamTests {
        private static let own = FunctionDescription.ridgeline.id

        /// Runs `body` with a server that has a dashboard behind it, whose connections `serve` serves.
        private func run(
            _ serve: @escaping @Sendable (Wire) throws -> Void, _ body: (TestServer) async throws -> Void
        ) async throws {
            let fake = try FakeServer(serve)
            defer { fake.stop() }
            try await TestServer.run({ $0.upstream = Upstream(url: "http://127.0.0.1:\(fake.port)") }) { server in
                try await body(server)
            }
        }

        @Test func headersOfOneConnectionAreNotPassedOn() {
            let passed = Upstream.withoutHopByHop([
                .connection: "close, X-Hop ,x-secret", HTTPField.Name("X-Hop")!: "1", HTTPField.Name("X-Secret")!: "2",
                HTTPField.Name("Keep-Alive")!: "timeout=5", .contentType: "application/json",
            ])
            #expect(passed == [.contentType: "application/json"])
        }

        private func names(_ server: TestServer) async throws -> [String] {
            let reply = try await server.connect { wire in
                try wire.get("/api/functions")
                return try wire.reply()
            }
            let list = try JSONSerialization.jsonObject(with: Data(reply.bytes)) as? [String: Any]
            return try #require(list).keys.sorted()
        }

        private static func post(_ body: String, headers: String = "") -> String {
            """
            POST /api/function_invocations HTTP/1.1\r\nHost: x\r\nx-nuclio-function-name: other\r\n\
            \(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)
            """
        }

        @Test(arguments: [
            (#"{"b": {"x": {}}, "a": 1}"#, ["a", "b"]), ("{}", []), (" \n{ \n } \n", []), (#"{"a": "}"}"#, ["a"]),
            ("[]", []), ("", []), ("null", []), ("{", []), ("{oops}", []), (#"{"a": 1,}"#, []), (#"{"a": 1} {}"#, []),
            ("{}}", []), (#"{"a": {"b": }}"#, []), ("\u{feff}{\"a\": 1}", ["a"]),
            (#"{"\u0061\\": "\n\"\/\uD83D\uDE00", "b": -1.5e3}"#, ["a\\", "b"]), ("{\"a\nb\": 1}", []),
            (#"{"a": "\x"}"#, []), (#"{"a": "\u12g4"}"#, []), (#"{"a": "\u12"}"#, []), (#"{"a": NaN}"#, []),
            (#"{"a": -Infinity}"#, []),
        ])
        func itsFunctionsAreListedBesideOurs(list: String, expected: [String]) async throws {
            try await run({ wire in
                _ = try wire.lines()
                try wire.say("HTTP/1.1 200 OK\r\nContent-Length: \(list.utf8.count)\r\n\r\n\(list)")
            }) { server in
                let names = try await names(server)
                #expect(names == (expected + [Self.own]).sorted())
            }
        }

        @Test func aListInNoTextIsLeftOut() async throws {
            try await run({ wire in
                _ = try wire.lines()
                try wire.say("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n")
                try wire.say([UInt8]("{\"".utf8) + [0xff] + [UInt8]("\":1}".utf8))
            }) { server in
                let names = try await names(server)
                #expect(names == [Self.own])
            }
        }

        @Test func aSlowListIsWaitedForAsLongAsLeavesTimeForOurs() async throws {
            try await run({ wire in
                _ = try wire.lines()
                _ = try? wire.take(1)
            }) { server in
                let start = ContinuousClock.now
                let reply = try await server.connect { wire in
                    try wire.say("GET /api/functions HTTP/1.1\r\nHost: x\r\nX-Nuclio-Invoke-Timeout: 600ms\r\n\r\n")
                    return try wire.reply()
                }
                #expect(reply.status == 200 && reply.body.contains(Self.own))
                #expect(.now - start >= .milliseconds(300) && .now - start < .milliseconds(600))
            }
        }

        /// The record of another's function, as one gets it who waits 300 ms.
        private func record(_ server: TestServer) async throws -> WireReply {
            try await server.connect { wire in
                try wire.say(
                    "GET /api/functions/other HTTP/1.1\r\nHost: x\r\nX-Nuclio-Invoke-Timeout: 300ms\r\n\r\n")
                return try wire.reply()
            }
        }

        @Test func aRecordIsWaitedForAsLongAsTheCallerSays() async throws {
            try await run({ wire in
                _ = try wire.lines()
                _ = try? wire.take(1)
            }) { server in
                let reply = try await record(server)
                #expect(reply.status == 504)
            }
        }

        @Test(arguments: ["Content-Length: 10\r\n\r\n{", "\r\n{"])
        func aRecordThatStopsOnTheWayIsNoRecord(said: String) async throws {
            try await run({ wire in
                _ = try wire.lines()
                try wire.say("HTTP/1.1 200 OK\r\n" + said)
                _ = try? wire.take(1)
            }) { server in
                let reply = try await record(server)
                #expect(reply.status == 504)
                #expect(reply.reason.hasSuffix("did not answer in time"))
            }
        }

        @Test(arguments: ["HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n"])
        func aReplyThatHasNoBodyGetsThrough(said: String) async throws {
            try await run({ wire in
                _ = try wire.lines()
                try wire.say(said)
            }) { server in
                try await server.connect { wire in
                    try wire.say(Self.post("{}"))
                    let head = try wire.lines()
                    #expect(said.hasPrefix(head[0]))
                    #expect(!head.contains { $0.lowercased().hasPrefix("transfer-encoding") })
                    // The connection is good for the next request.
                    try wire.get("/health")
                    #expect(try wire.reply().status == 200)
                }
            }
        }

        @Test func anInterimReplyIsNotTheReply() async throws {
            try await run({ wire in
                _ = try wire.lines()
                try wire.say("HTTP/1.1 103 Hints\r\nLink: x\r\n\r\n")
                try wire.say("HTTP/1.1 422 Own words\r\nContent-Length: 2\r\n\r\nok")
            }) { server in
                let reply = try await server.connect { wire in
                    try wire.say(Self.post("{}"))
                    return try wire.reply()
                }
                #expect(reply.statusLine == "HTTP/1.1 422 Own words")
                #expect(reply.body == "ok")
            }
        }

        @Test(arguments: ["101 Switching Protocols", "000 None", "099 Little"])
        func whatNoClientTakesForTheLastReplyIsNone(status: String) async throws {
            try await run({ wire in
                _ = try wire.lines()
                try wire.say("HTTP/1.1 \(status)\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n")
                _ = try? wire.take(1000)
            }) { server in
                let reply = try await server.connect { wire in
                    try wire.say(Self.post("{}"))
                    return try wire.reply()
                }
                #expect(reply.status == 502)
                #expect(reply.reason.hasSuffix("broke off its reply"))
                #expect(try await record(server).status == 502)
            }
        }

        @Test func ofTwoFunctionsWithOurNameOursIsListed() async throws {
            try await run({ wire in
                _ = try wire.lines()
                let list = #"{"\#(Self.own)": {"status": {"state": "theirs"}}}"#
                try wire.say("HTTP/1.1 200 OK\r\nContent-Length: \(list.utf8.count)\r\n\r\n\(list)")
            }) { server in
                let reply = try await server.connect { wire in
                    try wire.get("/api/functions")
                    return try wire.reply()
                }
                let ours = try #require(reply.body.range(of: #""state":"ready""#))
                let theirs = try #require(reply.body.range(of: #""theirs""#))
                #expect(theirs.upperBound < ours.lowerBound)
            }
        }

        @Test(arguments: [
            "HTTP/1.1 500 Oops\r\nContent-Length: 2\r\n\r\n{}", "garbage", "HTTP/1.1 200 OK\r\nContent-Len",
        ])
        func whenItFailsOursAreListedAlone(reply: String) async throws {
            try await run({ wire in
                _ = try wire.lines()
                try wire.say(reply)
            }) { server in
                let names = try await names(server)
                #expect(names == [Self.own])
            }
        }

        @Test func whenItIsDownOursAreListedAloneAndCallsOfItsFunctionsSayWhy() async throws {
            // Nobody listens on port 1.
            try await TestServer.run({ $0.upstream = Upstream(url: "http://127.0.0.1:1") }) { server in
                #expect(try await names(server) == [Self.own])
                let reply = try await server.connect { wire in
                    try wire.say(Self.post("{}"))
                    return try wire.reply()
                }
                #expect(reply.status == 502)
                #expect(reply.reason == "The Nuclio dashboard at 127.0.0.1:1 can not be reached")
            }
        }

        @Test func aRecordIsPassedThrough() async throws {
            let asked = Shared<[String]>([])
            try await run({ wire in
                let lines = try wire.lines()
                asked.change { $0 = lines }
                try wire.say("HTTP/1.1 203 Fine\r\nX-Kept: yes\r\nKeep-Alive: 5\r\nContent-Length: 3\r\n\r\nabc")
            }) { server in
                let reply = try await server.connect { wire in
                    try wire.say("GET /api/functions/other HTTP/1.1\r\nHost: x\r\nx-nuclio-project-name: p\r\n\r\n")
                    return try wire.reply()
                }
                #expect(reply.status == 203)
                #expect(reply.body == "abc")
                #expect(reply.headers["x-kept"] == "yes")
                #expect(reply.headers["keep-alive"] == nil)
                #expect(asked.value.first == "GET /api/functions/other HTTP/1.1")
                #expect(asked.value.contains { $0.lowercased() == "x-nuclio-project-name: p" })
            }
        }

        @Test func aCallIsPassedThroughWithItsStatusReasonHeadersAndBytes() async throws {
            let asked = Shared<(head: [String], body: [UInt8])>(([], []))
            try await run({ wire in
                let head = try wire.lines()
                let body = try wire.take(5)
                asked.change { $0 = (head, body) }
                try wire.say(
                    """
                    HTTP/1.1 422 Words of its own\r\nContent-Encoding: gzip\r\nX-Kept: yes\r\nConnection: close\r\n\
                    Content-Length: 4\r\n\r\n\u{1}\u{2}\u{3}\u{4}
                    """)
            }) { server in
                let reply = try await server.connect { wire in
                    try wire.say(Self.post("12345", headers: "User-Agent: CVAT/2.42.0\r\nX-Own: kept\r\n"))
                    return try wire.reply()
                }
                #expect(reply.statusLine == "HTTP/1.1 422 Words of its own")
                #expect(reply.headers["content-encoding"] == "gzip")
                #expect(reply.headers["x-kept"] == "yes")
                #expect(reply.bytes == [1, 2, 3, 4])
                #expect(asked.value.head.first == "POST /api/function_invocations HTTP/1.1")
                let headers = asked.value.head.map { $0.lowercased() }
                for header in ["user-agent: cvat/2.42.0", "x-own: kept", "x-nuclio-function-name: other"] {
                    #expect(headers.contains(header))
                }
                #expect(asked.value.body == Array("12345".utf8))
            }
        }

        @Test func bothWaysItStreams() async throws {
            try await run({ wire in
                _ = try wire.lines()
                #expect(try wire.take(3) == Array("abc".utf8))
                // The reply begins before the request has ended.
                try wire.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nABC\r\n")
                #expect(try wire.take(3) == Array("def".utf8))
                try wire.say("3\r\nDEF\r\n0\r\n\r\n")
            }) { server in
                try await server.connect { wire in
                    try wire.say(
                        """
                        POST /api/function_invocations HTTP/1.1\r\nHost: x\r\nx-nuclio-function-name: other\r\n\
                        Content-Length: 6\r\n\r\nabc
                        """)
                    let head = try wire.lines()
                    #expect(head[0] == "HTTP/1.1 200 OK")
                    #expect(try wire.take(8) == Array("3\r\nABC\r\n".utf8))
                    try wire.say("def")
                    #expect(try wire.take(13) == Array("3\r\nDEF\r\n0\r\n\r\n".utf8))
                }
            }
        }

        @Test func aLargeCallAndReplyGetThroughWhole() async throws {
            let body = [UInt8](0...250) + [UInt8](repeating: 7, count: 20 << 20) + [UInt8](0...250)
            try await run({ wire in
                _ = try wire.lines()
                let body = try wire.take(body.count)
                try wire.say("HTTP/1.1 200 OK\r\nContent-Length: \(body.count)\r\n\r\n")
                try wire.say(body)
            }) { server in
                try await server.connect { wire in
                    try wire.say(
                        """
                        POST /api/function_invocations HTTP/1.1\r\nHost: x\r\nx-nuclio-function-name: other\r\n\
                        Content-Length: \(body.count)\r\n\r\n
                        """)
                    try wire.say(body)
                    let isWhole = try wire.reply().bytes == body
                    #expect(isWhole)
                    try wire.get("/health")
                    #expect(try wire.reply().status == 200)
                }
            }
        }

        @Test func aReplyBeforeTheRequestIsReadGetsThrough() async throws {
            try await run({ wire in
                _ = try wire.lines()
                try wire.say("HTTP/1.1 413 Too much\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            }) { server in
                let reply = try await server.connect { wire in
                    try wire.say(Self.post(String(repeating: "x", count: 10 << 20)))
                    return try wire.reply()
                }
                #expect(reply.statusLine == "HTTP/1.1 413 Too much")
            }
        }

        @Test func aReplyThatBreaksOffBreaksOffForOurClientToo() async throws {
            try await run({ wire in
                _ = try wire.lines()
                _ = try wire.take(2)
                try wire.say("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
            }) { server in
                try await server.connect { wire in
                    try wire.say(Self.post("{}"))
                    #expect(try wire.lines()[0] == "HTTP/1.1 200 OK")
                    #expect(try wire.take(3) == Array("abc".utf8))
                    #expect(wire.isClosedByServer())
                }
                #expect(try await server.post("alive").body == "alive")
            }
        }

        @Test func aCallWaitsAsLongAsItsCallerSays() async throws {
            try await run({ wire in
                _ = try wire.lines()
                _ = try? wire.take(1000)
            }) { server in
                let start = ContinuousClock.now
                let reply = try await server.connect { wire in
                    try wire.say(Self.post("{}", headers: "X-Nuclio-Invoke-Timeout: 300ms\r\n"))
                    return try wire.reply()
                }
                #expect(reply.status == 504)
                #expect(.now - start >= .milliseconds(300) && .now - start < .seconds(5))
            }
        }

        @Test func aCallThatIsNoHTTPIsAnsweredAtOnceAndGivenUp() async throws {
            let end = Shared<Bool?>(nil)
            try await run({ wire in
                _ = try wire.lines()
                let isClosed = wire.isClosedByServer()
                end.change { $0 = isClosed }
            }) { server in
                let reply = try await server.connect { wire in
                    try wire.say(
                        """
                        POST /api/function_invocations HTTP/1.1\r\nHost: x\r\nx-nuclio-function-name: other\r\n\
                        Transfer-Encoding: chunked\r\n\r\nno length\r\n
                        """)
                    return try wire.reply()
                }
                #expect(reply.status == 400 && reply.body.contains("The request is not valid HTTP"))
                while end.value == nil { try await Task.sleep(for: .milliseconds(5)) }
                #expect(end.value == true)
            }
        }

        @Test func whenOurClientLeavesTheCallIsGivenUp() async throws {
            let isAsked = Shared(false)
            let end = Shared<Bool?>(nil)
            try await run({ wire in
                _ = try wire.lines()
                _ = try wire.take(2)
                isAsked.change { $0 = true }
                let isClosed = wire.isClosedByServer()
                end.change { $0 = isClosed }
            }) { server in
                try await server.connect { wire in
                    try wire.say(Self.post("{}"))
                    while !isAsked.value { usleep(1000) }
                }
                while end.value == nil { try await Task.sleep(for: .milliseconds(5)) }
                #expect(end.value == true)
            }
        }
    }
}
