// SPDX-License-Identifier: Apache-2.0

import Foundation
import Interactor
import Testing

@testable import InteractorServer

extension WireTests {
    /// The endpoints of the Nuclio dashboard, with no other dashboard behind them.
    @Suite struct DashboardTests {
        private let name = FunctionDescription.ridgeline.id

        private func object(_ reply: WireReply) throws -> [String: Any] {
            try #require(JSONSerialization.jsonObject(with: Data(reply.bytes)) as? [String: Any])
        }

        private func get(_ path: String, _ server: TestServer, headers: String = "") async throws -> WireReply {
            try await server.connect { wire in
                try wire.say("GET \(path) HTTP/1.1\r\nHost: x\r\n\(headers)\r\n")
                return try wire.reply()
            }
        }

        @Test func theListIsAnObjectWithEveryFieldThatSomeVersionOfCVATNeeds() async throws {
            try await TestServer.run({ $0.workers = 3 }) { server in
                let list = try object(await get("/api/functions", server))
                #expect(Array(list.keys) == [name])
                let record = try #require(list[name] as? [String: Any])
                let metadata = try #require(record["metadata"] as? [String: Any])
                #expect(metadata["name"] as? String == name)
                #expect(metadata["labels"] as? [String: String] == ["nuclio.io/project-name": "cvat"])
                let annotations = try #require(metadata["annotations"] as? [String: String])
                #expect(annotations["type"] == "interactor")
                #expect(annotations["version"].flatMap { Int($0) } ?? 0 >= 2)
                #expect(annotations["min_pos_points"].flatMap { Int($0) } != nil)
                #expect(annotations["min_neg_points"].flatMap { Int($0) } != nil)
                #expect(annotations["startswith_box"] == nil)
                #expect(annotations["spec"] == "")
                let spec = try #require(record["spec"] as? [String: Any])
                #expect((spec["description"] as? String)?.isEmpty == false)
                let status = try #require(record["status"] as? [String: Any])
                #expect(status["state"] as? String == "ready")
                #expect(status["httpPort"] as? Int == server.port)
            }
        }

        @Test func oneRecordIsTheSameAsInTheList() async throws {
            try await TestServer.run({
                $0.advertisedPort = 32001
                $0.functionName = "my.tool"
            }) { server in
                let list = try object(await get("/api/functions", server))
                let record = try object(await get("/api/functions/my.tool", server))
                #expect(list["my.tool"] as? NSDictionary == record as NSDictionary)
                #expect((record["status"] as? [String: Any])?["httpPort"] as? Int == 32001)
            }
        }

        @Test func theRecordIsInTheProjectAndNamespaceThatAreAskedFor() async throws {
            try await TestServer.run { server in
                let headers = "x-nuclio-project-name: p\"1\r\nx-nuclio-function-namespace: n2\r\n"
                let record = try object(await get("/api/functions/\(name)", server, headers: headers))
                let metadata = try #require(record["metadata"] as? [String: Any])
                #expect(metadata["namespace"] as? String == "n2")
                #expect(metadata["labels"] as? [String: String] == ["nuclio.io/project-name": "p\"1"])
            }
        }

        @Test func anotherNameIsNotFound() async throws {
            try await TestServer.run { server in
                #expect(try await get("/api/functions/other", server).status == 404)
                let reply = try await invoke("x-nuclio-function-name: other\r\n", "{}", server)
                #expect(reply.status == 404)
                #expect(reply.reason == "There is no function other here")
            }
        }

        @Test func aCallWithoutANameIsRefused() async throws {
            try await TestServer.run { server in
                let reply = try await invoke("", "{}", server)
                #expect(reply.status == 400)
                #expect(reply.reason == "The header x-nuclio-function-name names no function")
            }
        }

        @Test func aCallByNameIsTheSameAsADirectOne() async throws {
            try await TestServer.run(handler: { body, _, _ throws(RequestError) in
                if body.isEmpty { throw RequestError(status: 422, reason: "nothing to see") }
                return Array(body)
            }) { server in
                let header = "x-nuclio-function-name: \(name)\r\nx-nuclio-path: /\r\n"
                let good = try await invoke(header, "{}", server)
                let bad = try await invoke(header, "", server)
                #expect(good.body == "{}")
                #expect(bad.statusLine == "HTTP/1.1 422 nothing to see")
            }
        }

        private func invoke(_ headers: String, _ body: String, _ server: TestServer) async throws -> WireReply {
            try await server.connect { wire in
                try wire.say(
                    """
                    POST /api/function_invocations HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.utf8.count)\r\n\
                    \(headers)\r\n\(body)
                    """)
                return try wire.reply()
            }
        }
    }
}
