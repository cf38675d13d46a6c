// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Interactor
internal import Logging
internal import NIOCore
internal import NIOHTTPTypes

/// The Nuclio dashboard behind ours: its functions are listed beside our own, and calls of them are passed on.
struct UpstreamDashboard: Sendable {
    /// For the list, and half of what the caller waits if that is less: ours has to be given in time.
    private static let listPatience = Duration.seconds(20)
    /// For all else where the caller doesn't say how long it waits; CVAT's own default.
    private static let patience = Duration.seconds(120)
    private static let longestList = 64 << 20

    let address: Upstream
    let logger: Logger

    /// The members of the object that lists the other functions: name and record, separated by commas. Empty, with a
    /// warning in the log, if the other dashboard gives no such list: ours is still good.
    func list(_ request: Request) async -> [UInt8] {
        do {
            let (head, body) = try await fetch(request, limit: min(Self.limit(of: request) / 2, Self.listPatience))
            guard head.status.code == 200, let members = Self.members(ofObject: body) else {
                warn("gives no list of functions", "status \(head.status.code)")
                return []
            }
            return members
        } catch {
            warn("can't be asked for its functions", "\(error)")
            return []
        }
    }

    /// The record of one function, as the other dashboard gives it.
    func record(_ request: Request) async -> Response {
        do {
            let (head, body) = try await fetch(request, limit: Self.limit(of: request))
            return Response(
                status: head.status, headers: Upstream.withoutHopByHop(head.headerFields),
                body: .init(byteBuffer: body))
        } catch {
            return failure(error)
        }
    }

    /// Passes a call on, and its reply back, each as it comes in.
    ///
    /// - Throws: If the reply breaks off on its way; the connection has to be closed then, which tells our client.
    func relay(_ request: Request, _ writer: consuming ResponseWriter, client: ClientPresence?) async throws {
        let slot = ResponseSlot(writer)
        logger.info(
            "Passed on",
            metadata: [
                "function": .string(request.headers[.nuclioFunctionName] ?? ""),
                "upstream": "\(address.host):\(address.port)",
            ])
        do {
            try await address.exchange(request.head, limit: Self.limit(of: request), client: client) {
                outbound throws(RequestError) in
                try await Self.upload(request.body, to: outbound)
            } receive: { head, parts in
                try await slot.write(head, &parts)
            }
        } catch {
            // Hummingbird would answer an error of HTTP's with a reply of its own, within the one begun.
            guard let writer = slot.take() else { throw UpstreamError.brokenOff }
            let response = failure(error)
            try await writer.write(response: response.head, body: response.body)
        }
    }

    /// Sends the body on. When the other side takes no more of it, the rest is still read, so that our client gets to
    /// reading the reply.
    private static func upload(_ body: RequestBody, to outbound: Upstream.Outbound) async throws(RequestError) {
        var isTaken = true
        do {
            for try await part in body where isTaken {
                do { try await outbound.write(.body(part)) } catch { isTaken = false }
            }
        } catch {
            throw RequestError(ofBody: error)
        }
    }

    /// How long the one who asks waits.
    private static func limit(of request: Request) -> Duration {
        request.headers[.nuclioInvokeTimeout].flatMap { Duration(goText: $0) } ?? patience
    }

    private func fetch(_ request: Request, limit: Duration) async throws -> (HTTPResponse, ByteBuffer) {
        var head = request.head
        head.method = .get
        // The list is taken apart here, and no body goes with the question.
        head.headerFields[.acceptEncoding] = nil
        head.headerFields[.contentLength] = nil
        return try await address.exchange(head, limit: limit) { head, parts in
            var body = ByteBuffer()
            while let part = try await parts.next() {
                switch part {
                case .head: continue
                case .body(let bytes):
                    guard body.readableBytes + bytes.readableBytes <= Self.longestList else {
                        throw UpstreamError.brokenOff
                    }
                    body.writeImmutableBuffer(bytes)
                case .end: return (head, body)
                }
            }
            throw UpstreamError.brokenOff
        }
    }

    /// What is between the braces of a JSON object; empty if that is only white space, nil if `json` is none.
    private static func members(ofObject json: ByteBuffer) -> [UInt8]? {
        json.withUnsafeReadableBytes { bytes in
            guard let range = JSONMembers.range(in: bytes) else { return nil }
            let isSpace: (UInt8) -> Bool = { [0x20, 0x09, 0x0a, 0x0d].contains($0) }
            return Array(bytes[range].drop(while: isSpace))
        }
    }

    private func warn(_ what: String, _ why: String) {
        logger.warning(
            "The Nuclio dashboard behind this one \(what)",
            metadata: ["upstream": "\(address.host):\(address.port)", "reason": .string(why)])
    }

    private func failure(_ error: any Error) -> Response {
        if let error = error as? RequestError { return .error(error) }
        warn("failed a request", "\(error)")
        let name = "The Nuclio dashboard at \(address.host):\(address.port)"
        let answer =
            switch error as? UpstreamError {
            case .timedOut: RequestError(status: 504, reason: "\(name) did not answer in time")
            case .unreachable: RequestError(status: 502, reason: "\(name) can not be reached")
            case .brokenOff, nil: RequestError(status: 502, reason: "\(name) broke off its reply")
            }
        return .error(answer)
    }
}

/// The place of a reply that is written once, by the other dashboard's or in its stead.
private final class ResponseSlot {
    private var writer: ResponseWriter?

    init(_ writer: consuming ResponseWriter) {
        self.writer = consume writer
    }

    func take() -> ResponseWriter? {
        writer.take()
    }

    /// Writes a reply as it comes in.
    func write(_ head: HTTPResponse, _ parts: inout Upstream.Inbound.AsyncIterator) async throws {
        guard let writer = take() else { return }
        var body = try await writer.writeHead(
            HTTPResponse(status: head.status, headerFields: Upstream.withoutHopByHop(head.headerFields)))
        while let part = try await parts.next() {
            switch part {
            case .head: continue
            case .body(let bytes): try await body.write(bytes)
            case .end: return try await body.finish(nil)
            }
        }
        throw UpstreamError.brokenOff
    }
}
