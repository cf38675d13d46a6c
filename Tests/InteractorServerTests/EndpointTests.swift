// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import Interactor
import Logging
import Testing

@testable import InteractorServer

/// Which path and method is answered how, on which port; without a socket.
@Suite struct EndpointTests {
    private let lifecycle = Lifecycle()

    private func endpoints(_ port: ListeningPort = .function) -> Endpoints {
        let configuration = ServerConfiguration(workers: 1)
        let workers = WorkerPool(workers: 1, queueLimit: 1)
        let invocation = Invocation(
            handler: { body, _, _ in Reply(Array(body)) }, workers: workers, configuration: configuration,
            logger: .silent)
        return Endpoints(
            port: port, probes: Probes(lifecycle: lifecycle, admission: workers.admission), invocation: invocation,
            dashboard: Dashboard(
                invocation: invocation, lifecycle: lifecycle, configuration: configuration, upstream: nil))
    }

    private func status(
        _ method: HTTPRequest.Method, _ path: String, _ port: ListeningPort = .function
    ) async -> Int {
        await respond(method, path, port).status.code
    }

    private func respond(
        _ method: HTTPRequest.Method, _ path: String, _ port: ListeningPort = .function
    ) async -> Response {
        let head = HTTPRequest(method: method, scheme: "http", authority: "x", path: path)
        return await endpoints(port).respond(
            to: Request(head: head, body: .init(buffer: .init())), context: Endpoints.Context())
    }

    @Test(arguments: [
        ("/health", Route.health), ("/ready", .ready), ("/live", .live), ("/__internal/health", .processorHealth),
        ("/__internal/healthz", .processorHealth), ("/api/functions", .functions), ("/api/functions/", .functions),
        ("/api/functions/a.b-c_d", .function(name: "a.b-c_d")), ("/api/function_invocations", .functionInvocation),
        ("/", .invocation(path: "/")), ("/healthy", .invocation(path: "/healthy")), ("", .invocation(path: "")),
    ])
    func paths(path: String, route: Route) {
        #expect(Route(path: path) == route)
    }

    @Test func beforeItListensTheServerIsAliveButNotReady() async {
        #expect(await status(.get, "/ready") == 503)
        #expect(await status(.get, "/health") == 503)
        #expect(await status(.get, "/live") == 200)
        lifecycle.becomeReady(functionPort: 1)
        #expect(await status(.get, "/ready") == 200)
        #expect(await status(.get, "/health") == 200)
        lifecycle.beginDraining()
        #expect(await status(.get, "/ready") == 503)
        #expect(await status(.get, "/health") == 503)
        #expect(await status(.get, "/live") == 200)
        lifecycle.becomeReady(functionPort: 1)
        #expect(await status(.get, "/ready") == 503)
    }

    @Test(arguments: [
        (HTTPRequest.Method.get, "/favicon.ico", 404), (.head, "/favicon.ico", 404), (.get, "/", 405),
        (.put, "/x", 405), (.delete, "/", 405), (.post, "/health", 405), (.post, "/ready", 405), (.head, "/ready", 405),
        (.post, "/api/functions", 405), (.get, "/api/function_invocations", 405), (.get, "/__internal/health", 200),
        (.options, "/", 204), (.options, "/health", 204),
    ])
    func methods(method: HTTPRequest.Method, path: String, expected: Int) async {
        let response = await respond(method, path)
        #expect(response.status.code == expected)
        #expect(response.headers.contains(.allow) == [204, 405].contains(expected))
    }

    @Test(arguments: ["/", "/health", "/ready", "/nowhere", "/api/functions/nobody", "/api/function_invocations"])
    func whatAnswersHeadHasNoBody(path: String) async {
        for port in [ListeningPort.function, .processor, .dashboard] {
            #expect(await respond(.head, path, port).body.contentLength == 0)
        }
    }

    @Test func headIsGetWithoutTheBody() async {
        let head = await respond(.head, "/health")
        let get = await respond(.get, "/health")
        #expect(head.headers == get.headers)
        #expect(head.body.contentLength == 0)
        #expect(get.headers[.contentLength] == "\(get.body.contentLength ?? -1)")
    }

    @Test(arguments: [
        (ListeningPort.processor, "/ready", 503), (.processor, "/live", 200), (.processor, "/health", 503),
        (.processor, "/", 404), (.processor, "/api/functions", 404), (.dashboard, "/", 404),
        (.dashboard, "/ready", 404),
        (.dashboard, "/health", 503),
    ])
    func aPortOfItsOwnAnswersItsOwn(port: ListeningPort, path: String, expected: Int) async {
        #expect(await status(.get, path, port) == expected)
    }
}
