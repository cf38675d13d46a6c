// SPDX-License-Identifier: Apache-2.0

import Foundation
import Interactor
import Testing

@testable import InteractorServer

extension WireTests {
    /// What happens on the wire.
    @Suite struct ConnectionTests {
        @Test func anErrorIsSaidInTheStatusLineAndInTheBody() async throws {
            let words = "The picture is WebP; PNG and JPEG are accepted"
            try await TestServer.run(handler: { _, _, _ throws(RequestError) in
                throw RequestError(status: 422, reason: words)
            }) { server in
                let reply = try await server.post("{}")
                #expect(reply.statusLine == "HTTP/1.1 422 \(words)")
                #expect(reply.body == #"{"error":"\#(words)"}"#)
                #expect(reply.headers["content-type"] == "application/json")
            }
        }

        @Test func quotesInAnErrorAreEscapedInItsBody() async throws {
            try await TestServer.run(handler: { _, _, _ throws(RequestError) in
                throw RequestError(status: 400, reason: #"no "image" \ here"#)
            }) { server in
                let reply = try await server.post("{}")
                #expect(reply.reason == #"no "image" \ here"#)
                #expect(reply.body == #"{"error":"no \"image\" \\ here"}"#)
            }
        }

        @Test func aBodyOverTheLimitIsRefusedThoughTheClientSendsAllOfItFirst() async throws {
            try await TestServer.run({ $0.bodyLimit = 1 << 20 }) { server in
                let reply = try await server.post(String(repeating: "x", count: 3 << 20))
                #expect(reply.status == 413)
                #expect(reply.headers["connection"] == "close")
            }
        }

        @Test func aBodyOfExactlyTheLimitIsTaken() async throws {
            try await TestServer.run({ $0.bodyLimit = 1 << 20 }) { server in
                let reply = try await server.post(String(repeating: "x", count: 1 << 20))
                #expect(reply.status == 200)
                #expect(reply.bytes.count == 1 << 20)
            }
        }

        @Test func noMoreThanAFewBodiesAreDrainedAfterA413() async throws {
            try await TestServer.run({ $0.bodyLimit = 1000 }) { server in
                try await server.connect { wire in
                    try wire.say("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999999\r\n\r\n")
                    #expect(throws: WireError.self) {
                        for _ in 0..<1000 { try wire.say([UInt8](repeating: 0, count: 1 << 20)) }
                    }
                }
            }
        }

        @Test func chunksAreJoined() async throws {
            try await TestServer.run { server in
                try await server.connect { wire in
                    try wire.say("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
                    try wire.say("3\r\nabc\r\n")
                    try wire.say("2\r\nde\r\n0\r\n\r\n")
                    #expect(try wire.reply().body == "abcde")
                }
            }
        }

        @Test func chunksOverTheLimitAreRefusedWhileTheyCome() async throws {
            try await TestServer.run({ $0.bodyLimit = 4 }) { server in
                try await server.connect { wire in
                    try wire.say("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n")
                    #expect(try wire.reply().status == 413)
                    try wire.say("1\r\nf\r\n0\r\n\r\n")
                    #expect(wire.isClosedByServer())
                }
            }
        }

        @Test func expectContinueIsAnsweredBeforeTheBody() async throws {
            try await TestServer.run { server in
                try await server.connect { wire in
                    try wire.say("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
                    #expect(try wire.reply().statusLine == "HTTP/1.1 100 Continue")
                    try wire.say("ab")
                    #expect(try wire.reply().body == "ab")
                }
            }
        }

        @Test func aBodyOverTheLimitIsNotAskedFor() async throws {
            try await TestServer.run({ $0.bodyLimit = 1 }) { server in
                try await server.connect { wire in
                    try wire.say("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
                    #expect(try wire.reply().status == 413)
                }
            }
        }

        @Test func expectContinueWaitsForTheReplyBefore() async throws {
            let gate = Gate()
            try await TestServer.run(handler: { body, _, _ in
                if body.count == 1 { gate.pass() }
                return Array(body)
            }) { server in
                let replies = Task {
                    try await server.connect { wire in
                        try wire.post("a")
                        try wire.say("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
                        let first = try wire.reply().body
                        let second = try wire.reply().statusLine
                        try wire.say("bc")
                        return [first, second, try wire.reply().body]
                    }
                }
                try await gate.reached(1)
                try await Task.sleep(for: .milliseconds(50))
                gate.open()
                #expect(try await replies.value == ["a", "HTTP/1.1 100 Continue", "bc"])
            }
        }

        @Test func pipelinedRequestsAreAnsweredInTheirOrder() async throws {
            try await TestServer.run { server in
                try await server.connect { wire in
                    let request = { (number: Int) in "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n\(number)"
                    }
                    try wire.say((0..<10).map { request($0) }.joined())
                    wire.finish()
                    for number in 0..<10 { #expect(try wire.reply().body == "\(number)") }
                    #expect(wire.isClosedByServer())
                }
            }
        }

        @Test func aConnectionIsKept() async throws {
            try await TestServer.run { server in
                try await server.connect { wire in
                    for number in 0..<3 {
                        try wire.post("\(number)")
                        let reply = try wire.reply()
                        #expect(reply.body == "\(number)")
                        #expect(reply.headers["connection"] == nil)
                    }
                    try wire.post("end", headers: "Connection: close\r\n")
                    let last = try wire.reply()
                    #expect(last.body == "end")
                    #expect(last.headers["connection"] == "close")
                    #expect(wire.isClosedByServer())
                }
            }
        }

        @Test func aClientOfHTTP1Point0IsAnsweredOnce() async throws {
            try await TestServer.run { server in
                try await server.connect { wire in
                    try wire.say("POST / HTTP/1.0\r\nContent-Length: 2\r\n\r\nab")
                    #expect(try wire.reply().body == "ab")
                    #expect(wire.isClosedByServer())
                }
            }
        }

        @Test func aReplyThatNobodyBrokeOffReachesAClientThatClosedItsHalf() async throws {
            try await TestServer.run { server in
                try await server.connect { wire in
                    try wire.post("abc")
                    wire.finish()
                    #expect(try wire.reply().body == "abc")
                    #expect(wire.isClosedByServer())
                }
            }
        }

        @Test func aClientThatSendsNothingIsLetGo() async throws {
            try await TestServer.run({ $0.stallTimeout = .milliseconds(500) }) { server in
                try await server.connect { wire in
                    #expect(wire.isClosedByServer())
                }
                try await server.connect { wire in
                    try wire.say("POST / HTTP/1.1\r\nHos")
                    #expect(wire.isClosedByServer())
                }
            }
        }

        @Test func aClientThatStopsWithinItsRequestIsToldAndLetGo() async throws {
            try await TestServer.run({ $0.stallTimeout = .milliseconds(500) }) { server in
                try await server.connect { wire in
                    try wire.say("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc")
                    let reply = try wire.reply()
                    #expect(reply.status == 408)
                    #expect(reply.reason == "The request did not arrive in time")
                    #expect(wire.isClosedByServer())
                }
            }
        }

        @Test func aSilenceIsNotLongerAfterARequestThatTookLong() async throws {
            try await TestServer.run(
                {
                    $0.stallTimeout = .milliseconds(300)
                    $0.readTimeout = .seconds(20)
                },
                handler: { body, _, _ in
                    usleep(600_000)
                    return Array(body)
                }
            ) { server in
                try await server.connect { wire in
                    try wire.post("abc")
                    #expect(try wire.reply().body == "abc")
                    try wire.say("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc")
                    let start = ContinuousClock.now
                    #expect(try wire.reply().status == 408)
                    #expect(.now - start < .seconds(10))
                }
            }
        }

        @Test(.timeLimit(.minutes(1))) func aPortThatIsTakenEndsTheServerAndIsNamed() async throws {
            try await TestServer.run { server in
                for dashboardIsTaken in [true, false] {
                    var configuration = ServerConfiguration(workers: 1)
                    configuration.port = dashboardIsTaken ? 0 : server.port
                    configuration.dashboardPort = dashboardIsTaken ? server.port : 0
                    let other = InteractorServer(configuration: configuration, logger: .silent) { _, _, _ in
                        Reply([])
                    }
                    let error = await #expect(throws: ListeningError.self) { try await other.run() }
                    let use = dashboardIsTaken ? "dashboard" : "function"
                    #expect(error?.place == "127.0.0.1:\(server.port) for the \(use)")
                }
            }
        }

        @Test func aClientThatDripsIsLetGoToo() async throws {
            try await TestServer.run({ $0.readTimeout = .seconds(1) }) { server in
                try await server.connect { wire in
                    try wire.say("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n")
                    #expect(throws: WireError.self) {
                        for _ in 0..<1000 {
                            try wire.say("a")
                            usleep(10_000)
                        }
                    }
                    #expect(try wire.reply().status == 408)
                }
            }
        }

        @Test func aClientThatDoesNotTakeItsReplyIsLetGo() async throws {
            try await TestServer.run(
                { $0.readTimeout = .milliseconds(200) },
                handler: { _, _, _ in
                    [UInt8](repeating: 0, count: 50 << 20)
                }
            ) { server in
                try await server.connect { wire in
                    try wire.post("")
                    #expect(try wire.lines()[0] == "HTTP/1.1 200 OK")
                    usleep(600_000)
                    #expect(throws: WireError.self) { _ = try wire.take(50 << 20).count }
                }
            }
        }

        @Test func anIdleConnectionIsClosedAfterItsTime() async throws {
            try await TestServer.run({ $0.idleTimeout = .milliseconds(500) }) { server in
                try await server.connect { wire in
                    try wire.post("a")
                    #expect(try wire.reply().body == "a")
                    #expect(wire.isClosedByServer())
                }
            }
        }

        @Test func whatIsUnderWayIsFinishedOnAStopAndNothingNewIsTaken() async throws {
            let gate = Gate()
            let reply = try await TestServer.run(handler: { body, _, _ in
                gate.pass()
                return [UInt8](repeating: 7, count: 20 << 20)
            }) { server in
                async let reply = server.connect { wire in
                    try wire.post("a")
                    return try wire.reply()
                }
                try await gate.reached(1)
                async let stopped: Void = server.stop()
                try await Task.sleep(for: .milliseconds(100))
                await #expect(throws: WireError.self) { try await server.post("b") }
                gate.open()
                await stopped
                return try await reply
            }
            #expect(reply.status == 200)
            #expect(reply.headers["connection"] == "close")
            #expect(reply.bytes.count == 20 << 20)
            #expect(gate.begun == 1)
        }

        @Test func aStopThatTakesTooLongIsToldOf() async throws {
            let gate = Gate()
            let isTold = Shared(false)
            try await TestServer.run(
                { $0.stopTimeout = .milliseconds(100) },
                onStopTimeout: { isTold.change { $0 = true } },
                handler: { body, _, _ in
                    gate.pass()
                    return Array(body)
                }
            ) { server in
                async let reply = server.post("a")
                try await gate.reached(1)
                await server.stop()
                while !isTold.value { try await Task.sleep(for: .milliseconds(5)) }
                gate.open()
                #expect(try await reply.body == "a")
            }
        }

        @Test func aStopThatWaitsForWorkNobodyWaitsForIsToldOf() async throws {
            let gate = Gate()
            let isTold = Shared(false)
            try await TestServer.run(
                {
                    $0.eventTimeout = .milliseconds(20)
                    $0.stopTimeout = .milliseconds(100)
                },
                onStopTimeout: {
                    isTold.change { $0 = true }
                    gate.open()
                },
                handler: gate.handler
            ) { server in
                let reply = try await server.post("a")
                #expect(reply.status == 408)
            }
            #expect(isTold.value)
        }
    }
}
