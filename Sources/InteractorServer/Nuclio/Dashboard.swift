// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import Hummingbird
internal import Interactor

/// Answers as the Nuclio dashboard that CVAT talks to, so that CVAT needs no Nuclio.
struct Dashboard: Sendable {
    let invocation: Invocation
    let lifecycle: Lifecycle
    let configuration: ServerConfiguration

    /// All functions, as a JSON object of their records by name: CVAT fails on a list.
    func list(_ request: Request) async -> Response {
        .error(RequestError(status: 501, reason: "Not implemented"))
    }

    /// The record of one function, for which CVAT asks before each click.
    func record(of name: String, _ request: Request) async -> Response {
        .error(RequestError(status: 501, reason: "Not implemented"))
    }

    /// A call of the function that the request's header names.
    func invoke(_ request: Request, client: ClientPresence?) async -> Response {
        .error(RequestError(status: 501, reason: "Not implemented"))
    }
}
