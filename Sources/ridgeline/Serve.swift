// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Interactor
import InteractorServer
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import UnixSignals

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Answer requests over HTTP.",
        discussion: """
            POST to any path is a call of the function; GET /health says how the server is. Each option can be given \
            in the environment too: --max-body is RIDGELINE_MAX_BODY.
            """,
        // The command of an image that Nuclio builds.
        aliases: ["processor"])

    @Option(help: "Numeric address to listen on (default: 127.0.0.1).") var host: String?
    @Option(help: "Port to listen on, 0 for any free one (default: 8080).") var port: String?
    @Option(help: "Port of its own for Nuclio's /ready and /live (default: off).") var processorPort: String?
    @Option(help: "Port of its own for the Nuclio dashboard's endpoints (default: off).") var dashboardPort: String?
    @Option(help: "Port that CVAT is told to call directly (default: that of --port).") var advertisePort: String?
    @Option(help: "Name of the function (default: ridgeline-watershed).") var name: String?
    @Option(help: "Nuclio dashboard, http://HOST:PORT, whose functions are offered too (default: off).")
    var upstream: String?
    @Option(help: "Requests worked on at once (default: one a core that may be used).") var workers: String?
    @Option(help: "Requests that may wait for a worker (default: 64).") var queue: String?
    @Option(help: "Longest wait for a worker (default: 10s).") var queueWait: String?
    @Option(help: "Longest work on one request (default: off).") var eventTimeout: String?
    @Option(help: "Largest request body (default: 64MiB).") var maxBody: String?
    @Option(help: "Time for a request to come in, and a reply to go out (default: 120s).") var readTimeout: String?
    @Option(help: "Longest silence within a request (default: 30s).") var stallTimeout: String?
    @Option(help: "How long a connection may lie idle (default: 120s).") var idleTimeout: String?
    @Option(help: "Connections open at once on each port (default: 512).") var maxConnections: String?
    @Option(help: "Time to finish what is under way when told to stop (default: 4.5s).") var stopTimeout: String?
    @Option(help: "Compress replies where it pays: auto or off (default: auto).") var gzip: String?
    @Option(help: "Least severe level in the log (default: info).") var logLevel: String?
    @Option(help: "Nuclio's settings, read if the file is there (default: \(ProcessorFile.usualPath)).")
    var processorConfig: String?
    @OptionGroup var interactorOptions: InteractorOptions

    private var given: [(Setting, String?)] {
        [
            (.host, host), (.port, port), (.processorPort, processorPort), (.dashboardPort, dashboardPort),
            (.advertisePort, advertisePort), (.name, name), (.upstream, upstream), (.workers, workers),
            (.queue, queue), (.queueWait, queueWait), (.eventTimeout, eventTimeout), (.maxBody, maxBody),
            (.readTimeout, readTimeout), (.stallTimeout, stallTimeout), (.idleTimeout, idleTimeout),
            (.maxConnections, maxConnections), (.stopTimeout, stopTimeout), (.gzip, gzip), (.logLevel, logLevel),
        ]
    }

    func run() throws {
        FreedMemory.keep()
        var configuration = try serverConfiguration()
        configuration.memoryLimit = MemoryLimit.container
        let ports = 1 + [configuration.processorPort, configuration.dashboardPort].count { $0 != nil }
        configuration.connectionLimit = min(
            configuration.connectionLimit,
            OpenFileLimit.connections(
                ports: ports, filesEach: configuration.upstream == nil ? 1 : 2,
                threads: NIOSingletons.groupLoopCountSuggestion))
        let interactor = try Interactor(interactorOptions.configuration())
        do {
            try MultiThreadedEventLoopGroup.singleton.any().makeFutureWithTask { [configuration] in
                try await Self.serve(interactor, configuration)
            }.wait()
        } catch let error as ListeningError {
            throw Failure("can't listen on \(error.place): \(String(cString: strerror(error.code)))")
        } catch {
            throw Failure("can't serve on \(configuration.host):\(configuration.port): \(error)")
        }
    }

    private static func serve(_ interactor: Interactor, _ configuration: ServerConfiguration) async throws {
        let logger = Logger.jsonLines(name: configuration.functionName, level: configuration.logLevel)
        let server = InteractorServer(
            configuration: configuration, logger: logger,
            onStopTimeout: {
                // Docker and Kubernetes would kill the process a little later, and it could not say so in its log.
                logger.warning("Stopped with requests unfinished")
                Logger.flushJSONLines()
                _exit(0)
            },
            handler: { (body, caller, cancellation) throws(RequestError) in
                try interactor.reply(to: body, from: caller, while: { !cancellation.isCancelled })
            })
        var libraryLogger = logger
        libraryLogger.logLevel = max(logger.logLevel, .warning)
        let group = ServiceGroup(
            services: [server], gracefulShutdownSignals: [.sigterm, .sigint], logger: libraryLogger)
        defer { Logger.flushJSONLines() }
        try await group.run()
        logger.info("Stopped")
    }

    private func serverConfiguration() throws -> ServerConfiguration {
        var configuration = ServerConfiguration(workers: AvailableCores.count)
        do {
            if let text = try processorFile() { try configuration.apply(ProcessorFile(text)) }
            try configuration.apply(environment: environment())
            for case (let setting, let text?) in given {
                try configuration.apply(setting, text, from: "--\(setting.rawValue)")
            }
        } catch {
            throw ValidationError((error as? Files.Failure)?.reason ?? "\(error)")
        }
        return configuration
    }

    /// The text of Nuclio's file; nil if none was named and there is none in the usual place.
    private func processorFile() throws -> String? {
        let named = processorConfig ?? Environment.value(of: "RIDGELINE_PROCESSOR_CONFIG")
        guard named != nil || access(ProcessorFile.usualPath, F_OK) == 0 else { return nil }
        return String(decoding: try Files.contents(of: named ?? ProcessorFile.usualPath), as: UTF8.self)
    }

    /// The variables that are settings.
    private func environment() -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: Setting.allCases.compactMap { setting in
                Environment.value(of: setting.variable).map { (setting.variable, $0) }
            })
    }
}

/// A failure that is told as it is.
struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
