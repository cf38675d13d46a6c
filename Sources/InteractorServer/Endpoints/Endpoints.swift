// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
internal import Interactor
internal import NIOCore

/// Sends each request of one port to what answers it.
struct Endpoints: HTTPResponder {
    /// What Hummingbird says of a request besides the request itself.
    struct Context: InitializableFromSource {
        let channel: (any Channel)?

        init(source: ApplicationRequestContextSource) {
            channel = source.channel
        }

        /// A request that came by no connection.
        init() {
            channel = nil
        }
    }

    let port: ListeningPort
    let probes: Probes
    let invocation: Invocation
    let dashboard: Dashboard

    func respond(to request: Request, context: Context) async -> Response {
        let response = await response(to: request, context)
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func response(to request: Request, _ context: Context) async -> Response {
        let route = Route(path: request.uri.path)
        guard port.answers(route) else { return .notFound(request.uri.path) }
        guard route.methods.contains(request.method) else { return refuse(request, route) }
        return await response(to: request, route, context)
    }

    /// What answers the requests of a connection: calls of another dashboard's functions go there and back piece by
    /// piece, which a ``Response`` made as a whole can't do; all else goes to `responder`.
    func relaying(else responder: @escaping HTTPChannelHandler.Responder) -> HTTPChannelHandler.Responder {
        guard let upstream = dashboard.upstream, port.answers(.functionInvocation) else { return responder }
        return { request, writer, channel in
            guard dashboard.relays(request) else { return try await responder(request, writer, channel) }
            try await upstream.relay(request, writer, client: ConnectionChannel.presence(of: channel))
        }
    }

    private func response(to request: Request, _ route: Route, _ context: Context) async -> Response {
        switch route {
        case .health: return probes.health()
        case .ready: return probes.ready(isFull: request.uri.queryParameters["full"] == "1")
        case .live: return probes.live(isFull: request.uri.queryParameters["full"] == "1")
        case .processorHealth: return Response(status: .ok)
        case .functions: return await dashboard.list(request)
        case .function(let name): return await dashboard.record(of: name, request)
        case .functionInvocation: return await dashboard.invoke(request, client: client(of: context))
        case .invocation: return await invocation.respond(to: request, client: client(of: context))
        }
    }

    private func client(of context: Context) async -> ClientPresence? {
        guard let channel = context.channel else { return nil }
        return await ConnectionChannel.presence(of: channel)
    }

    private func refuse(_ request: Request, _ route: Route) -> Response {
        let allow = route.methods.map(\.rawValue).joined(separator: ", ")
        if request.method == .options { return Response(status: .noContent, headers: [.allow: allow]) }
        if case .invocation(let path) = route, path != "/", request.method == .get || request.method == .head {
            return .notFound(path)
        }
        return .error(
            RequestError(status: 405, reason: "\(request.method.rawValue) is not allowed here, only \(allow)"),
            headers: [.allow: allow])
    }
}

extension Response {
    fileprivate static func notFound(_ path: String) -> Response {
        .error(RequestError(status: 404, reason: "There is nothing at \(path.prefix(200))"))
    }
}
