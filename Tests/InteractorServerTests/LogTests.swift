// SPDX-License-Identifier: Apache-2.0

import Foundation
import Interactor
import Logging
import Testing

@testable import InteractorServer

extension WireTests {
    /// What those who run the server can read afterwards.
    @Suite struct LogTests {
        @Test func aLineIsJSONInTheFormThatNuclioReads() throws {
            let log = RecordedLog()
            var logger = log.logger
            logger[metadataKey: "own"] = "a"
            logger.warning("a \"quoted\"\nline \u{1} – ü", metadata: ["status": .stringConvertible(503), "b": "text"])
            logger.trace("too little")
            #expect(log.lines.count == 1)
            let line = try #require(log.lines.first)
            #expect(line.last == UInt8(ascii: "\n") && line.filter { $0 == UInt8(ascii: "\n") }.count == 1)
            let object = try #require(JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
            #expect(object["level"] as? String == "warn")
            #expect(object["name"] as? String == "ridgeline")
            #expect(object["message"] as? String == "a \"quoted\"\nline \u{1} – ü")
            #expect(object["time"] as? Double ?? 0 > 1.6e12)
            let details = try #require(object["with"] as? [String: Any])
            #expect(details["status"] as? Int == 503)
            #expect(details["b"] as? String == "text")
            #expect(details["own"] as? String == "a")
        }

        @Test func everyCallHasALine() async throws {
            let log = RecordedLog()
            try await TestServer.run(
                logger: log.logger,
                handler: { (body, _, _) throws(RequestError) in
                    if body.isEmpty { throw RequestError(status: 422, reason: "Nothing to do") }
                    return Array(body) + Array(body)
                }
            ) { server in
                _ = try await server.post("abc", headers: "User-Agent: CVAT\r\n")
                _ = try await server.post("")
            }
            let calls = try log.details(of: "Invocation")
            #expect(calls.map { $0["status"] as? Int } == [200, 422])
            #expect(calls.map { $0["request_bytes"] as? Int } == [3, 0])
            #expect(calls.map { $0["reply_bytes"] as? Int } == [6, #"{"error":"Nothing to do"}"#.utf8.count])
            #expect(calls.map { $0["caller"] as? String } == ["CVAT", ""])
            #expect(calls.map { $0["reason"] as? String } == [nil, "Nothing to do"])
            #expect(calls.allSatisfy { $0["ms"] as? Double ?? -1 >= 0 })
        }

        @Test func whatIsNoHTTPHasALine() async throws {
            let log = RecordedLog()
            try await TestServer.run(logger: log.logger) { server in
                try await server.connect { wire in
                    try wire.say("garbage\r\n\r\n")
                    #expect(try wire.reply().status == 400)
                }
            }
            let refused = try log.details(of: "Malformed request")
            #expect(refused.map { $0["status"] as? Int } == [400])
            #expect((refused.first?["reason"] as? String)?.hasPrefix("The request is not valid HTTP") == true)
        }
    }
}
