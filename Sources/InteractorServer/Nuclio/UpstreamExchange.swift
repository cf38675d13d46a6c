// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import Interactor
internal import NIOConcurrencyHelpers
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes
internal import NIOHTTPTypesHTTP1
internal import NIOPosix

/// Why the other dashboard gave no reply.
enum UpstreamError: Error {
    /// With what the system says of it.
    case unreachable(String)
    case timedOut
    case brokenOff
}

extension Upstream {
    typealias Inbound = NIOAsyncChannelInboundStream<HTTPResponsePart>
    typealias Outbound = NIOAsyncChannelOutboundWriter<HTTPRequestPart>

    /// The headers that belong to one connection and are not passed on, besides those that `Connection` names (RFC 9110,
    /// 7.6.1).
    private static let hopByHop: [HTTPField.Name] = [
        .connection, .te, .trailer, .transferEncoding, .upgrade, .proxyAuthenticate, .proxyAuthorization, .expect,
        HTTPField.Name("Keep-Alive")!, HTTPField.Name("Proxy-Connection")!,
    ]

    static func withoutHopByHop(_ headers: HTTPFields) -> HTTPFields {
        let named = headers[values: .connection].flatMap { $0.split(separator: ",") }.compactMap {
            HTTPField.Name($0.trimmingPrefix(while: \.isWhitespace).prefix { !$0.isWhitespace }.description)
        }
        var headers = headers
        for name in hopByHop + named { headers[fields: name] = [] }
        return headers
    }

    /// Sends a request over a connection of its own, as CVAT does too, and hands the reply to `receive`.
    ///
    /// `send` writes the body while the reply is awaited, since a server may answer before it has read all of it. When
    /// the client leaves, or the time is over, the connection is closed, which ends both.
    ///
    /// - Throws: ``UpstreamError``; ``RequestError`` of `send` unless the whole reply came before it.
    func exchange<Result: Sendable>(
        _ request: HTTPRequest, limit: Duration, client: ClientPresence? = nil,
        send: @escaping @Sendable (Outbound) async throws(RequestError) -> Void = { _ in },
        receive: (HTTPResponse, inout Inbound.AsyncIterator) async throws -> Result
    ) async throws -> Result {
        let reasonPhrase = NIOLockedValueBox<String?>(nil)
        let channel: NIOAsyncChannel<HTTPResponsePart, HTTPRequestPart>
        do { channel = try await connect(reasonPhrase) } catch { throw UpstreamError.unreachable("\(error)") }
        let timer = channel.channel.eventLoop.scheduleTask(in: .init(limit)) {
            channel.channel.breakOff(UpstreamError.timedOut)
        }
        defer { timer.cancel() }
        client?.whenGone { channel.channel.close(promise: nil) }
        defer { client?.whenGone(nil) }
        return try await channel.executeThenClose { inbound, outbound in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await outbound.write(.head(prepared(request)))
                    do throws(RequestError) {
                        try await send(outbound)
                    } catch {
                        // Half a request gets no reply.
                        return channel.channel.breakOff(error)
                    }
                    try await outbound.write(.end(nil))
                }
                var parts = inbound.makeAsyncIterator()
                // Interim replies have been passed over; whoever gets 101, which nobody asked for, would wait for another.
                guard case .head(var head) = try await parts.next(), head.status.code >= 200 else {
                    throw UpstreamError.brokenOff
                }
                if let words = reasonPhrase.withLockedValue({ $0 }) {
                    head.status = .init(code: head.status.code, reasonPhrase: words)
                }
                let result = try await receive(head, &parts)
                // An upload that goes on can't be of use any more; closing ends its writes.
                channel.channel.close(promise: nil)
                while (try? await group.next()) != nil {}
                return result
            }
        }
    }

    private func connect(
        _ reasonPhrase: NIOLockedValueBox<String?>
    ) async throws -> NIOAsyncChannel<HTTPResponsePart, HTTPRequestPart> {
        try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.seconds(3))
            .connect(host: host, port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(ReasonPhraseReader(reasonPhrase))
                    try pipeline.addHTTPClientHandlers()
                    try pipeline.addHandler(HTTP1ToHTTPClientCodec())
                    return try NIOAsyncChannel(wrappingChannelSynchronously: channel)
                }
            }
    }

    private func prepared(_ request: HTTPRequest) -> HTTPRequest {
        var request = request
        request.scheme = "http"
        request.authority = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        request.headerFields = Self.withoutHopByHop(request.headerFields)
        request.headerFields[.connection] = "close"
        return request
    }
}

extension Channel {
    /// Closes the connection and lets `error` end what is read of it: the end of a connection alone may be that of a reply.
    fileprivate func breakOff(_ error: any Error) {
        pipeline.fireErrorCaught(error)
        close(promise: nil)
    }
}
