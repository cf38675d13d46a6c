// SPDX-License-Identifier: Apache-2.0

internal import Interactor
internal import NIOConcurrencyHelpers

/// What becomes known of one exchange with the other dashboard beside its reply, on the threads that find it out.
final class ExchangeState: Sendable {
    private struct Values {
        var reasonPhrase: String?
        var isTimedOut = false
        var requestError: RequestError?
    }

    private let values = NIOLockedValueBox(Values())

    /// The reason phrase of the reply.
    var reasonPhrase: String? {
        get { values.withLockedValue { $0.reasonPhrase } }
        set { values.withLockedValue { $0.reasonPhrase = newValue } }
    }

    /// Whether the connection was closed because the reply didn't come in time.
    var isTimedOut: Bool {
        get { values.withLockedValue { $0.isTimedOut } }
        set { values.withLockedValue { $0.isTimedOut = newValue } }
    }

    /// Why the connection was closed before the whole request was sent.
    var requestError: RequestError? {
        get { values.withLockedValue { $0.requestError } }
        set { values.withLockedValue { $0.requestError = newValue } }
    }
}
