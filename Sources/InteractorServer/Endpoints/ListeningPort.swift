// SPDX-License-Identifier: Apache-2.0

/// The routes that one port answers.
enum ListeningPort: String, Sendable {
    /// Everything.
    case function
    /// The probes of Nuclio's processor.
    case processor
    /// The Nuclio dashboard.
    case dashboard

    func answers(_ route: Route) -> Bool {
        switch (self, route) {
        case (.function, _), (_, .health): true
        case (.processor, .ready), (.processor, .live): true
        case (.dashboard, .functions), (.dashboard, .function), (.dashboard, .functionInvocation): true
        default: false
        }
    }
}
