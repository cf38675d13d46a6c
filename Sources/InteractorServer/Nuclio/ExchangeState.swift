// SPDX-License-Identifier: Apache-2.0

internal import Interactor
internal import NIOConcurrencyHelpers

/// What becomes known of one exchange with the other dashboard beside its reply.
struct ExchangeState: Sendable {
    /// The reason phrase of the reply.
    var reasonPhrase: String?
    /// Whether the connection was closed because the reply didn't come in time.
    var isTimedOut = false
    /// Why the connection was closed before the whole request was sent.
    var requestError: RequestError?

    /// Shared by the threads that find it out.
    typealias Shared = NIOLockedValueBox<ExchangeState>
}
