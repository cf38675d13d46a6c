// SPDX-License-Identifier: Apache-2.0

import Foundation
import Interactor
import InteractorServer
import Logging
import ServiceLifecycle

/// A server in this process, on a free port of the loopback interface.
struct TestServer {
    let port: Int
    private let group: ServiceGroup

    /// Answers with a text.
    typealias TextHandler =
        @Sendable (UnsafeRawBufferPointer, Caller, Cancellation) throws(RequestError) -> [UInt8]

    /// Runs `body` with a server of the given settings, and stops that afterwards.
    static func run<Result>(
        _ adjust: (inout ServerConfiguration) -> Void = { _ in },
        logger: Logger = .silent,
        onStopTimeout: @escaping @Sendable () -> Void = {},
        handler: @escaping TextHandler = { body, _, _ in Array(body) },
        _ body: (TestServer) async throws -> Result
    ) async throws -> Result {
        try await run(
            adjust, logger: logger, onStopTimeout: onStopTimeout,
            replying: { (body, caller, cancellation) throws(RequestError) in
                Reply(try handler(body, caller, cancellation))
            }, body)
    }

    /// The same with a handler that answers piece by piece.
    static func run<Result>(
        _ adjust: (inout ServerConfiguration) -> Void = { _ in },
        logger: Logger = .silent,
        onStopTimeout: @escaping @Sendable () -> Void = {},
        replying handler: @escaping Handler,
        _ body: (TestServer) async throws -> Result
    ) async throws -> Result {
        var configuration = ServerConfiguration(workers: 2)
        configuration.port = 0
        adjust(&configuration)
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let server = InteractorServer(
            configuration: configuration, logger: logger,
            onListening: { name, number in if name == "function" { port.yield(number) } },
            onStopTimeout: onStopTimeout, handler: handler)
        let group = ServiceGroup(services: [server], logger: .silent)
        let running = Task {
            defer { port.finish() }
            try await group.run()
        }
        guard let number = await ports.first(where: { _ in true }) else {
            try await running.value
            throw WireError(what: "the server stopped before it listened")
        }
        do {
            let result = try await body(TestServer(port: number, group: group))
            await group.triggerGracefulShutdown()
            try await running.value
            return result
        } catch {
            running.cancel()
            throw error
        }
    }

    /// Tells the server to stop, as SIGTERM does.
    func stop() async {
        await group.triggerGracefulShutdown()
    }

    /// Runs `body` with a connection to the server, on a thread of its own, where it may block.
    func connect<Result: Sendable>(
        patience: Int = 30, _ body: @escaping @Sendable (Wire) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { [port] in
                continuation.resume(with: Swift.Result { try body(Wire(port: port, patience: patience)) })
            }
        }
    }

    /// Sends a POST on a connection of its own and returns the reply.
    func post(_ body: String, headers: String = "") async throws -> WireReply {
        try await connect { wire in
            try wire.post(body, headers: headers)
            return try wire.reply()
        }
    }
}
