// SPDX-License-Identifier: Apache-2.0

internal import NIOConcurrencyHelpers
internal import NIOCore

/// Whether the client of a connection is still there, so that nobody works for one who left.
final class ClientPresence: Sendable {
    private struct State {
        var isGone = false
        var action: (@Sendable () -> Void)?
    }

    /// Whether the client is on this machine, so that what it is sent costs no network.
    let isLocal: Bool
    private let state = NIOLockedValueBox(State())

    init(isLocal: Bool = false) {
        self.isLocal = isLocal
    }

    var isGone: Bool { state.withLockedValue { $0.isGone } }

    /// Has `action` done once the client leaves, at once if it already did. A connection answers one request after
    /// the other, so there is one action at a time: a later one replaces it, nil takes it back.
    func whenGone(_ action: (@Sendable () -> Void)?) {
        let isGone = state.withLockedValue { state in
            state.action = action
            return state.isGone
        }
        if isGone { action?() }
    }

    func leave() {
        let action = state.withLockedValue { state in
            state.isGone = true
            defer { state.action = nil }
            return state.action
        }
        action?()
    }
}
