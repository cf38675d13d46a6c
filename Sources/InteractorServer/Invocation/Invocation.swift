// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import Hummingbird
public import Interactor
internal import Logging
internal import NIOCore

/// Answers the JSON text of a request, as `Interactor.reply(to:from:while:)` does. It is called on threads for such work,
/// several at once; it may stop early once its `Cancellation` says so.
public typealias Handler =
    @Sendable (UnsafeRawBufferPointer, Caller, Cancellation) throws(RequestError) -> Reply

/// One call of the function: takes in the body, waits for a worker, has it answered, and says in the log how it went.
struct Invocation: Sendable {
    let handler: Handler
    let workers: WorkerPool
    let configuration: ServerConfiguration
    let logger: Logger
    let memory: BodyMemory

    init(handler: @escaping Handler, workers: WorkerPool, configuration: ServerConfiguration, logger: Logger) {
        self.handler = handler
        self.workers = workers
        self.configuration = configuration
        self.logger = logger
        memory = BodyMemory(limit: configuration.bodyMemory)
    }

    func respond(to request: Request, client: ClientPresence?) async -> Response {
        let start = ContinuousClock.now
        var requestBytes = 0
        var response: Response
        do {
            let body = try await request.wholeBody(limit: configuration.bodyLimit, memory: memory)
            requestBytes = body.readableBytes
            response = try await .json(.ok, reply(to: body, of: request, client: client))
        } catch {
            response = .error(error, headers: error.status == 503 ? [.retryAfter: "1"] : [:])
        }
        // Nuclio's tools read the function's own log lines from this header when they ask for it.
        if request.headers.contains(.nuclioLogLevel) { response.headers[.nuclioLogs] = "[]" }
        log(response, to: request, bytes: requestBytes, took: .now - start)
        return response
    }

    /// Gives the body's size back to ``memory`` once nobody holds the body.
    private func reply(
        to body: ByteBuffer, of request: Request, client: ClientPresence?
    ) async throws(RequestError) -> EncodedReply {
        do {
            try await workers.admission.enter(within: configuration.queueWait, client: client)
        } catch {
            memory.giveBack(body.readableBytes)
            throw .refused(error, workers: workers.admission.workers)
        }
        let result: Result<EncodedReply, RequestError>
        let caller = Caller(userAgent: request.headers[.userAgent])
        let isCompressed = compresses(for: request, client)
        do {
            result = try await workers.run(limit: configuration.eventTimeout, client: client) {
                [handler, memory] cancellation in
                // Work that took too long holds the body for a while after its reply.
                defer { memory.giveBack(body.readableBytes) }
                return Result { () throws(RequestError) in
                    let reply = try body.withUnsafeReadableBytes { bytes throws(RequestError) in
                        try handler(bytes, caller, cancellation)
                    }
                    return EncodedReply(reply, isCompressed: isCompressed)
                }
            }
        } catch {
            // The words of Nuclio's own processor.
            throw RequestError(status: 408, reason: "handler timed out")
        }
        return try result.get()
    }

    /// On the way to another process of this machine compressing costs more than it saves.
    private func compresses(for request: Request, _ client: ClientPresence?) -> Bool {
        configuration.gzip == .auto && client?.isLocal == false && request.headers.acceptsGzip
    }

    private func log(_ response: Response, to request: Request, bytes: Int, took: Duration) {
        var metadata: Logger.Metadata = [
            "status": .stringConvertible(response.status.code),
            "ms": .stringConvertible(took.milliseconds),
            "request_bytes": .stringConvertible(bytes),
            "reply_bytes": .stringConvertible(response.body.contentLength ?? 0),
            "caller": .string(String((request.headers[.userAgent] ?? "").prefix(200))),
        ]
        if response.status.code >= 400 { metadata["reason"] = .string(response.status.reasonPhrase) }
        logger.info("Invocation", metadata: metadata)
    }
}

extension RequestError {
    fileprivate static func refused(_ refusal: Admission.Refusal, workers: Int) -> RequestError {
        switch refusal {
        case .full:
            RequestError(status: 503, reason: "All \(workers) workers are busy and the queue is full, try again soon")
        case .waitedTooLong:
            RequestError(status: 503, reason: "All \(workers) workers are busy, try again soon")
        case .abandoned:
            RequestError(status: 503, reason: "The client left before its turn came")
        }
    }
}

extension HTTPField.Name {
    static let nuclioLogLevel = HTTPField.Name("X-Nuclio-Log-Level")!
    static let nuclioLogs = HTTPField.Name("X-Nuclio-Logs")!
}
