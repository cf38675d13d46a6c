// SPDX-License-Identifier: Apache-2.0

internal import Hummingbird
internal import HummingbirdCore
public import Logging
internal import NIOCore
internal import NIOPosix
public import ServiceLifecycle

/// Serves an interactor over HTTP: its calls, the health of the server, and what Nuclio and CVAT ask beside them.
///
/// A request comes through a ``ConnectionChannel`` to the ``Endpoints`` of its port, which find its ``Route``; a call
/// becomes an ``Invocation``, which waits for one of the ``WorkerPool``'s threads and has it done there.
///
/// It runs as a service: a graceful shutdown stops accepting, finishes what is under way and returns.
public struct InteractorServer: Service {
    private let configuration: ServerConfiguration
    private let handler: Handler
    private let logger: Logger
    private let onListening: @Sendable (String, Int) -> Void
    private let onStopTimeout: @Sendable () -> Void

    /// A server that has each request answered by `handler`.
    ///
    /// - Parameters:
    ///   - onListening: Told the name (`function`, `processor`, `dashboard`) and number of each port once it takes
    ///     connections.
    ///   - onStopTimeout: Called when a graceful shutdown takes longer than the configuration allows. Work on a
    ///     picture can't be broken off from outside, so all that helps then is the end of the process.
    public init(
        configuration: ServerConfiguration, logger: Logger,
        onListening: @escaping @Sendable (String, Int) -> Void = { _, _ in },
        onStopTimeout: @escaping @Sendable () -> Void = {},
        handler: @escaping Handler
    ) {
        self.onStopTimeout = onStopTimeout
        self.configuration = configuration
        self.handler = handler
        self.logger = logger
        self.onListening = onListening
    }

    /// Listens and answers until a graceful shutdown.
    ///
    /// - Throws: ``ListeningError`` if a port can't be listened on.
    public func run() async throws {
        let workers = WorkerPool(workers: configuration.workers, queueLimit: configuration.queueLimit)
        workers.start()
        let lifecycle = Lifecycle()
        let invocation = Invocation(handler: handler, workers: workers, configuration: configuration, logger: logger)
        let dashboard = Dashboard(
            invocation: invocation, lifecycle: lifecycle, configuration: configuration,
            upstream: configuration.upstream.map { UpstreamDashboard(address: $0, logger: logger) })
        let endpoints = { (port: ListeningPort) in
            Endpoints(
                port: port, probes: Probes(lifecycle: lifecycle, admission: workers.admission), invocation: invocation,
                dashboard: dashboard)
        }
        var calls: [any Service] = [listener(.function, configuration.port, endpoints(.function), lifecycle)]
        if let number = configuration.dashboardPort {
            calls.append(listener(.dashboard, number, endpoints(.dashboard), lifecycle))
        }
        // A shutdown goes from the last to the first, one after the other: the probes begin first and end last, so
        // that they can tell of a slow start and of draining.
        var services: [any Service] = [
            Together(services: calls),
            StopNotice(lifecycle: lifecycle, limit: configuration.stopTimeout, onTimeout: onStopTimeout),
        ]
        if let number = configuration.processorPort {
            services.insert(listener(.processor, number, endpoints(.processor), lifecycle), at: 0)
        }
        let result: Result<Void, any Error>
        do {
            result = .success(try await ServiceGroup(services: services, logger: libraryLogger).run())
        } catch {
            result = .failure(error)
        }
        // Work that nobody waits for any more is part of what is under way: the time runs until it ends.
        await workers.stop()
        lifecycle.end()
        try result.get()
    }

    private func listener(_ port: ListeningPort, _ number: Int, _ endpoints: Endpoints, _ lifecycle: Lifecycle)
        -> some Service
    {
        let application = Application(
            responder: endpoints,
            server: HTTPServerBuilder { responder in
                ConnectionChannel(
                    responder: endpoints.relaying(else: responder), configuration: configuration,
                    serverLogger: logger)
            },
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: number),
                serverName: "ridgeline",
                availableConnectionsDelegate: .maximum(configuration.connectionLimit, logger: libraryLogger)),
            onServerRunning: { channel in
                let number = channel.localAddress?.port ?? number
                if port == .function { lifecycle.becomeReady(functionPort: number) }
                logger.info(
                    "Listening",
                    metadata: [
                        "port": .stringConvertible(number), "host": .string(configuration.host),
                        "for": .string(port.rawValue),
                    ])
                onListening(port.rawValue, number)
            },
            logger: libraryLogger)
        return OnLoop(
            loop: MultiThreadedEventLoopGroup.singleton.next(), service: application,
            place: "\(configuration.host):\(number) for the \(port.rawValue)")
    }

    /// What the libraries say is for those who look for faults in them.
    private var libraryLogger: Logger {
        var library = logger
        library.logLevel = max(logger.logLevel, logger.logLevel <= .debug ? .debug : .warning)
        return library
    }
}

/// A service whose tasks begin on a thread that serves sockets: a connection is taken on, and let go, without waking up
/// one of Swift's own.
private struct OnLoop<Served: Service>: Service {
    let loop: any EventLoop
    let service: Served
    /// Where it listens, and for what.
    let place: String

    func run() async throws {
        do {
            try await withTaskExecutorPreference(LoopExecutor(loop)) { try await service.run() }
        } catch let error as IOError {
            throw ListeningError(place: place, code: error.errnoCode)
        }
    }
}

/// Services that begin and end at the same time.
private struct Together: Service {
    let services: [any Service]

    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for service in services { group.addTask { try await service.run() } }
            // The first to fail ends the others, too.
            for try await _ in group {}
        }
    }
}

/// The first to hear of a shutdown: from then on the server calls itself not ready, and the time runs.
private struct StopNotice: Service {
    let lifecycle: Lifecycle
    let limit: Duration
    let onTimeout: @Sendable () -> Void

    func run() async {
        guard (try? await gracefulShutdown()) != nil else { return }
        lifecycle.beginDraining()
        Task.detached {
            try await Task.sleep(for: limit)
            if lifecycle.phase == .draining { onTimeout() }
        }
    }
}
