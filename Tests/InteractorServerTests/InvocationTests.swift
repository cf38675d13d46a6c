// SPDX-License-Identifier: Apache-2.0

import Interactor
import Testing

@testable import InteractorServer

extension WireTests {
    /// Calls beside each other.
    @Suite struct InvocationTests {
        @Test func healthIsAnsweredAtOnceWhileAllWorkersAreBusyAndManyWait() async throws {
            let gate = Gate()
            try await TestServer.run(handler: { body, _, _ in
                gate.pass()
                return Array(body)
            }) { server in
                try await withThrowingTaskGroup(of: Int.self) { group in
                    for _ in 0..<10 { group.addTask { try await server.post("x").status } }
                    try await gate.reached(2)
                    let waits = try await server.connect { wire in
                        try (0..<20).map { _ in
                            let start = ContinuousClock.now
                            try wire.get("/health")
                            #expect(try wire.reply().status == 200)
                            return .now - start
                        }
                    }
                    #expect(waits.sorted()[10] < .milliseconds(50))
                    gate.open()
                    for try await status in group { #expect(status == 200) }
                }
            }
            #expect(gate.begun == 10)
        }

        @Test func beyondTheQueueACallIsRefusedAtOnce() async throws {
            let gate = Gate()
            try await TestServer.run(
                { $0.queueLimit = 0 },
                handler: gate.handler
            ) { server in
                async let first = server.post("a")
                async let second = server.post("b")
                try await gate.reached(2)
                let refused = try await server.post("c")
                #expect(refused.status == 503)
                #expect(refused.reason == "All 2 workers are busy and the queue is full, try again soon")
                #expect(refused.headers["retry-after"] == "1")
                gate.open()
                #expect(try await [first.status, second.status] == [200, 200])
            }
        }

        @Test func aCallWaitsForAWorkerOnlySoLong() async throws {
            let gate = Gate()
            try await TestServer.run(
                {
                    $0.workers = 1
                    $0.queueWait = .milliseconds(100)
                },
                handler: gate.handler
            ) { server in
                async let first = server.post("a")
                try await gate.reached(1)
                #expect(try await server.post("b").status == 503)
                gate.open()
                #expect(try await first.status == 200)
            }
        }

        @Test func bodiesBeyondTheMemoryForThemAreRefusedUntilOthersAreAnswered() async throws {
            let gate = Gate()
            let body = String(repeating: "x", count: 1 << 20)
            try await TestServer.run(
                {
                    $0.bodyLimit = 1 << 20
                    $0.memoryLimit = 1
                },
                handler: gate.handler
            ) { server in
                async let first = server.post(body)
                try await gate.reached(1)
                let refused = try await server.post(body)
                #expect(refused.status == 503)
                #expect(refused.reason == "Too many large requests at once, try again soon")
                #expect(refused.headers["retry-after"] == "1")
                gate.open()
                #expect(try await first.status == 200)
                for _ in 0..<3 {
                    let later = try await server.post(body)
                    #expect(later.status == 200)
                }
            }
        }

        @Test func aBodyIsCountedForAsLongAsWorkHoldsIt() async throws {
            let gate = Gate()
            let body = String(repeating: "x", count: 1 << 20)
            try await TestServer.run(
                {
                    $0.bodyLimit = 1 << 20
                    $0.memoryLimit = 1
                    $0.eventTimeout = .milliseconds(20)
                },
                handler: gate.handler
            ) { server in
                #expect(try await server.post(body).status == 408)
                // The work goes on.
                #expect(try await server.post(body).status == 503)
                gate.open()
                var status = 503
                while status == 503 { status = try await server.post(body).status }
                #expect(status == 200)
            }
        }

        @Test func nobodyWorksForAClientThatLeftTheQueue() async throws {
            let gate = Gate()
            try await TestServer.run(
                { $0.workers = 1 },
                handler: gate.handler
            ) { server in
                async let first = server.post("a")
                try await gate.reached(1)
                try await server.connect { try $0.post("b") }
                try await Task.sleep(for: .milliseconds(400))
                let health = try await server.connect { wire in
                    try wire.get("/health")
                    return try wire.reply().body
                }
                #expect(health == #"{"status":"ready","workers":1,"working":1,"waiting":0}"#)
                gate.open()
                #expect(try await first.status == 200)
            }
            #expect(gate.begun == 1)
        }

        @Test func workIsToldWhenItsClientLeaves() async throws {
            let gate = Gate()
            try await TestServer.run(handler: { _, _, cancellation in
                gate.pass { cancellation.isCancelled }
                return []
            }) { server in
                try await server.connect { wire in
                    try wire.post("a")
                    while gate.begun == 0 {}
                }
                // The server stops only once the work has ended.
            }
            #expect(gate.begun == 1)
        }

        /// Works until `gate` is open, or breaks off when told to.
        private static func answer(behind gate: Gate) -> TestServer.TextHandler {
            { body, _, cancellation in
                gate.pass { cancellation.isCancelled }
                return cancellation.isCancelled ? Array("broken off".utf8) : Array(body)
            }
        }

        @Test func aClientThatClosedOnlyItsSendingHalfGetsItsAnswer() async throws {
            let gate = Gate()
            try await TestServer.run({ $0.workers = 1 }, handler: Self.answer(behind: gate)) { server in
                let ask = { @Sendable (body: String) in
                    try await server.connect { wire in
                        try wire.post(body)
                        wire.finish()
                        #expect(try wire.reply().statusLine == "HTTP/1.1 100 Continue")
                        return try wire.reply().body
                    }
                }
                async let worked = ask("worked")
                try await gate.reached(1)
                async let queued = ask("queued")
                try await Task.sleep(for: .milliseconds(400))
                gate.open()
                #expect(try await [worked, queued] == ["worked", "queued"])
            }
        }

        @Test func aClientOfHTTP1Point0ThatClosedItsHalfCountsAsGone() async throws {
            let gate = Gate()
            try await TestServer.run(handler: Self.answer(behind: gate)) { server in
                try await server.connect { wire in
                    try wire.say("POST / HTTP/1.0\r\nContent-Length: 1\r\n\r\na")
                    wire.finish()
                    #expect(try wire.reply().body == "broken off")
                }
            }
        }

        @Test func aProxyThatPassesOnTheEndOfEachSideByItselfFindsOutThatItsClientLeft() async throws {
            let gate = Gate()
            let start = ContinuousClock.now
            try await TestServer.run(handler: Self.answer(behind: gate)) { server in
                let proxy = try FakeServer { outside in
                    let inside = try Wire(port: server.port)
                    try inside.say(outside.take("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na".utf8.count))
                    #expect(outside.isClosedByServer())
                    inside.finish()
                    while true { try outside.say(inside.take(1)) }
                }
                defer { proxy.stop() }
                let client = try Wire(port: proxy.port)
                try client.post("a")
                try await gate.reached(1)
                _ = consume client
                // The server stops only once the work has ended.
            }
            #expect(gate.begun == 1)
            #expect(.now - start < .seconds(20))
        }

        @Test func workThatTakesTooLongIsAnsweredInTimeAndKeepsItsWorkerUntilItEnds() async throws {
            let gate = Gate()
            let wasCancelled = Shared(false)
            try await TestServer.run(
                {
                    $0.workers = 1
                    $0.queueLimit = 0
                    $0.eventTimeout = .milliseconds(200)
                },
                handler: { body, _, cancellation in
                    if body.count == 4 { gate.pass() }
                    let isCancelled = cancellation.isCancelled
                    if body.count == 4 { wasCancelled.change { $0 = isCancelled } }
                    return Array(body)
                }
            ) { server in
                let start = ContinuousClock.now
                let late = try await server.post("slow")
                let took = .now - start
                #expect(late.status == 408)
                #expect(late.body == #"{"error":"handler timed out"}"#)
                #expect(took >= .milliseconds(200) && took < .milliseconds(1000))
                #expect(try await server.post("x").status == 503)
                gate.open()
                while try await server.post("x").status == 503 {}
                #expect(try await server.post("x").body == "x")
                #expect(wasCancelled.value)
            }
        }

        @Test func theCallerIsPassedOn() async throws {
            let agent = "CVAT/2.42.0 python-requests/2.32.4"
            try await TestServer.run(handler: { _, caller, _ in Array((caller.userAgent ?? "nobody").utf8) }) {
                server in
                let named = try await server.post("", headers: "User-Agent: \(agent)\r\n")
                let unnamed = try await server.post("")
                #expect(named.body == agent)
                #expect(unnamed.body == "nobody")
            }
        }

        @Test func nuclioGetsTheLogLinesItAsksFor() async throws {
            try await TestServer.run { server in
                let asked = try await server.post("", headers: "X-Nuclio-Log-Level: \r\n")
                let unasked = try await server.post("")
                #expect(asked.headers["x-nuclio-logs"] == "[]")
                #expect(unasked.headers["x-nuclio-logs"] == nil)
            }
        }
    }
}
