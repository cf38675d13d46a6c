// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import Hummingbird
internal import Interactor

/// Answers as the Nuclio dashboard that CVAT talks to, so that CVAT needs no Nuclio. Where there is one, its functions
/// are offered as before.
struct Dashboard: Sendable {
    let invocation: Invocation
    let lifecycle: Lifecycle
    let configuration: ServerConfiguration
    let upstream: UpstreamDashboard?

    /// All functions, as a JSON object of their records by name: CVAT fails on a list.
    func list(_ request: Request) async -> Response {
        let others = await upstream?.list(request) ?? []
        var json = JSONWriter()
        json.object { json in
            // Ours last: of two with one name, readers of JSON take the later one.
            if !others.isEmpty { json.members(others) }
            json.member(configuration.functionName, value: record(for: request).write)
        }
        return .json(.ok, json.bytes)
    }

    /// The record of one function, for which CVAT asks before each click.
    func record(of name: String, _ request: Request) async -> Response {
        if name == configuration.functionName {
            var json = JSONWriter()
            record(for: request).write(to: &json)
            return .json(.ok, json.bytes)
        }
        return await upstream?.record(request) ?? .unknownFunction(name)
    }

    /// Whether `request` calls a function of the other dashboard.
    func relays(_ request: Request) -> Bool {
        guard upstream != nil, request.method == .post, Route(path: request.uri.path) == .functionInvocation,
            let name = request.headers[.nuclioFunctionName]
        else { return false }
        return name != configuration.functionName
    }

    /// A call of our function, which the request's header must name.
    func invoke(_ request: Request, client: ClientPresence?) async -> Response {
        guard let name = request.headers[.nuclioFunctionName] else {
            return .error(RequestError(status: 400, reason: "The header x-nuclio-function-name names no function"))
        }
        if name == configuration.functionName { return await invocation.respond(to: request, client: client) }
        return .unknownFunction(name)
    }

    /// Our record, in the project and namespace in which the caller looks for it.
    private func record(for request: Request) -> FunctionRecord {
        FunctionRecord(
            name: configuration.functionName,
            project: request.headers[.nuclioProjectName] ?? "cvat",
            namespace: request.headers[.nuclioNamespace] ?? "nuclio",
            port: configuration.advertisedPort ?? lifecycle.functionPort ?? configuration.port,
            configuration: configuration)
    }
}

extension Response {
    fileprivate static func unknownFunction(_ name: String) -> Response {
        .error(RequestError(status: 404, reason: "There is no function \(name.prefix(200)) here"))
    }
}

extension HTTPField.Name {
    static let nuclioFunctionName = HTTPField.Name("x-nuclio-function-name")!
    static let nuclioProjectName = HTTPField.Name("x-nuclio-project-name")!
    static let nuclioNamespace = HTTPField.Name("x-nuclio-function-namespace")!
    static let nuclioInvokeTimeout = HTTPField.Name("X-Nuclio-Invoke-Timeout")!
}
