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

    /// A server that has each request answered by `handler`, and tells `onListening` the name (`function`,
    /// `processor`, `dashboard`) and number of each port once it takes connections.
    public init(
        configuration: ServerConfiguration, logger: Logger,
        onListening: @escaping @Sendable (String, Int) -> Void = { _, _ in },
        handler: @escaping Handler
    ) {
        self.configuration = configuration
        self.handler = handler
        self.logger = logger
        self.onListening = onListening
    }

    /// Listens and answers until a graceful shutdown.
    ///
    /// - Throws: `IOError` if a port can't be listened on.
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
        // The probes listen first and close last, so that they can tell of a slow start and of draining.
        var services: [any Service] = []
        if let number = configuration.processorPort {
            services.append(listener(.processor, number, endpoints(.processor), lifecycle))
        }
        services.append(listener(.function, configuration.port, endpoints(.function), lifecycle))
        if let number = configuration.dashboardPort {
            services.append(listener(.dashboard, number, endpoints(.dashboard), lifecycle))
        }
        services.append(DrainingNotice(lifecycle: lifecycle))
        let result: Result<Void, any Error>
        do {
            result = .success(try await ServiceGroup(services: services, logger: libraryLogger).run())
        } catch {
            result = .failure(error)
        }
        await workers.stop()
        try result.get()
    }

    private func listener(_ port: ListeningPort, _ number: Int, _ endpoints: Endpoints, _ lifecycle: Lifecycle)
        -> some Service
    {
        Application(
            responder: endpoints,
            server: HTTPServerBuilder { responder in
                ConnectionChannel(responder: endpoints.relaying(else: responder), configuration: configuration)
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
    }

    /// What the libraries say is for those who look for faults in them.
    private var libraryLogger: Logger {
        var library = logger
        library.logLevel = max(logger.logLevel, logger.logLevel <= .debug ? .debug : .warning)
        return library
    }
}

/// The first to hear of a shutdown: from then on the server calls itself not ready.
private struct DrainingNotice: Service {
    let lifecycle: Lifecycle

    func run() async {
        await withTaskCancellationOrGracefulShutdownHandler {
            try? await gracefulShutdown()
        } onCancelOrGracefulShutdown: {
            lifecycle.beginDraining()
        }
    }
}
