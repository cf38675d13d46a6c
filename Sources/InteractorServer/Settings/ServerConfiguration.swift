// SPDX-License-Identifier: Apache-2.0

internal import Interactor
public import Logging

/// How the server listens, what it accepts and how long it waits.
///
/// ``Setting`` names each of these for the command line and the environment and says what text it takes.
public struct ServerConfiguration: Sendable {
    /// Numeric address to listen on.
    public var host = "127.0.0.1"
    /// Port for everything: invocations, health and the dashboard's endpoints. 0 takes any free port.
    public var port = 8080
    /// Port for Nuclio's `/ready` and `/live`, if they are to be answered on a port of their own.
    public var processorPort: Int?
    /// Port for the Nuclio dashboard's endpoints, if they are to be answered on a port of their own too.
    public var dashboardPort: Int?
    /// Port that the function record gives to CVAT for direct calls; without it the one listened on.
    public var advertisedPort: Int?
    /// Name of the function, by which CVAT calls it through the dashboard's endpoints.
    public var functionName = FunctionDescription.ridgeline.id
    /// Nuclio dashboard whose functions are listed and called beside our own.
    public var upstream: Upstream?

    /// Requests worked on at once, each on a thread of its own.
    public var workers: Int
    /// Requests that may wait for a worker; further ones are refused with 503.
    public var queueLimit = 64
    /// Longest wait for a worker before a request is refused with 503. Nuclio's own default is 10 s.
    public var queueWait: Duration = .seconds(10)
    /// Longest work on one request before it is answered 408; nil is without an end.
    public var eventTimeout: Duration?

    /// Largest request body, in bytes.
    public var bodyLimit = 64 << 20
    /// Time for a whole request to come in, and again for its reply to be taken. CVAT gives up after 120 s, so nobody
    /// waits for a later reply.
    public var readTimeout: Duration = .seconds(120)
    /// Longest silence within a request that is coming in.
    public var stallTimeout: Duration = .seconds(30)
    /// How long a connection may lie idle between requests. Above the 90 s after which Go's client, Nuclio's
    /// dashboard, drops one, so that it is never us who close the connection just as a request comes.
    public var idleTimeout: Duration = .seconds(120)
    /// Connections open at once on each port; more wait in the kernel's queue.
    public var connectionLimit = 512

    /// Time for what is under way to finish once the server was told to stop.
    public var stopTimeout: Duration = .milliseconds(4500)
    /// Whether replies are compressed for callers that accept it.
    public var gzip = GzipPolicy.auto
    /// Least severe level that is logged.
    public var logLevel = Logger.Level.info

    /// Memory that the process may use, in bytes; nil without a limit.
    public var memoryLimit: Int?

    /// Memory for all request bodies at once, in bytes. A few of the largest must fit, and any number of usual ones; but
    /// where memory is limited, the kept pictures and those being worked on need room beside them.
    var bodyMemory: Int {
        guard let memoryLimit else { return 8 * bodyLimit }
        return min(8 * bodyLimit, max(bodyLimit, InteractorConfiguration.half(ofSpare: memoryLimit)))
    }

    /// The defaults, with as many workers as given, at least one.
    public init(workers: Int) {
        self.workers = max(1, workers)
    }
}

/// Whether replies are compressed.
public enum GzipPolicy: String, Sendable, CaseIterable {
    /// When the caller accepts it and the reply is large enough to gain.
    case auto
    /// Never.
    case off
}
