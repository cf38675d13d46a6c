// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import Hummingbird
internal import NIOConcurrencyHelpers

/// Where the server is between its start and its end.
final class Lifecycle: Sendable {
    enum Phase: String {
        case starting
        case ready
        case draining
        case ended
    }

    private let state = NIOLockedValueBox((phase: Phase.starting, port: nil as Int?))

    var phase: Phase { state.withLockedValue { $0.phase } }

    /// The port on which the function is called, once it listens.
    var functionPort: Int? { state.withLockedValue { $0.port } }

    func becomeReady(functionPort: Int) {
        state.withLockedValue { state in
            state.port = functionPort
            if state.phase == .starting { state.phase = .ready }
        }
    }

    func beginDraining() {
        state.withLockedValue { $0.phase = .draining }
    }

    func end() {
        state.withLockedValue { $0.phase = .ended }
    }
}

/// Answers those who ask how the server is.
struct Probes: Sendable {
    let lifecycle: Lifecycle
    let admission: Admission

    /// For people and monitors: 200 when ready, with the load.
    func health() -> Response {
        let phase = lifecycle.phase
        let load = admission.load
        return .json(phase == .ready ? .ok : .serviceUnavailable) { json in
            json.member("status", phase.rawValue)
            json.member("workers", number: Int64(admission.workers))
            json.member("working", number: Int64(load.working))
            json.member("waiting", number: Int64(load.waiting))
        }
    }

    /// As Nuclio's processor: `{}`, or with `full` the names of the checks and how they went.
    func ready(isFull: Bool) -> Response {
        let phase = lifecycle.phase
        return .json(phase == .ready ? .ok : .serviceUnavailable) { json in
            if isFull { json.member("function", phase == .ready ? "OK" : phase.rawValue) }
        }
    }

    /// As Nuclio's processor; a server that answers is alive.
    func live(isFull: Bool) -> Response {
        .json(.ok) { json in
            if isFull { json.member("function", "OK") }
        }
    }
}
