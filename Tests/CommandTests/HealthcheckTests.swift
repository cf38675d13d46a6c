// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix
import Testing

/// `ridgeline healthcheck`: what a container's health check makes of a server.
@Suite struct HealthcheckTests {
    private func status(_ arguments: [String], _ settings: [String: String] = [:]) throws -> Int32 {
        let outcome = try Command.run(["healthcheck"] + arguments, settings: settings)
        #expect(outcome.output == [] && outcome.errors == "")
        return outcome.status
    }

    @Test func `a server that is ready is healthy, and after its end it is not`() throws {
        let server = try RunningServer()
        let port = "\(server.port)"
        #expect(try status(["--port", port]) == 0)
        #expect(try status([], ["RIDGELINE_PORT": port]) == 0)
        #expect(try status([], ["RIDGELINE_PORT": port, "RIDGELINE_HOST": "0.0.0.0"]) == 0)
        #expect(try status(["--port", port], ["RIDGELINE_PORT": "1"]) == 0, "the option wins")
        #expect(try status(["--port", port, "--path", "/health"]) == 0)
        #expect(try status(["--port", port, "--path", "/nowhere"]) == 1)
        server.stop()
        #expect(try status(["--port", port]) == 1)
    }

    @Test(
        arguments: [
            ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 0),
            ("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n", 1),
            ("HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n", 1), ("HTTP/1.1 2000 Odd\r\n\r\n", 1), ("SSH-2.0-Odd\r\n", 1),
            ("", 1),
        ] as [(String, Int32)])
    func `only a server that answers with 200 is healthy`(answer: String, expected: Int32) async throws {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Answering(text: answer))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(server.localAddress?.port)
        #expect(try status(["--port", "\(port)"]) == expected)
        try await server.close()
    }

    /// Answers whatever comes with a text.
    private final class Answering: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        let text: String

        init(text: String) {
            self.text = text
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
        }
    }
}
