// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes

/// What a path means.
enum Route: Equatable {
    /// `/health`: whether the server is ready, and how busy.
    case health
    /// `/ready` and `/live`, the probes of Nuclio's processor.
    case ready, live
    /// `/__internal/health`, by which Nuclio asks on Kubernetes.
    case processorHealth
    /// `/api/functions` of the Nuclio dashboard.
    case functions
    /// `/api/functions/NAME`.
    case function(name: String)
    /// `/api/function_invocations`.
    case functionInvocation
    /// Every other path: a call of the function.
    case invocation(path: String)

    init(path: String) {
        switch path {
        case "/health": self = .health
        case "/ready": self = .ready
        case "/live": self = .live
        case "/api/functions", "/api/functions/": self = .functions
        case "/api/function_invocations": self = .functionInvocation
        case _ where path.hasPrefix("/__internal/health"): self = .processorHealth
        case _ where path.hasPrefix("/api/functions/"):
            self = .function(name: String(path.dropFirst("/api/functions/".count)))
        default: self = .invocation(path: path)
        }
    }

    /// The methods it takes.
    var methods: [HTTPRequest.Method] {
        switch self {
        case .health, .processorHealth, .functions, .function: [.get, .head]
        // As Nuclio's own, which refuses HEAD.
        case .ready, .live: [.get]
        case .functionInvocation, .invocation: [.post]
        }
    }
}
