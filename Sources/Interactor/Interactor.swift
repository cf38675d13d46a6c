// SPDX-License-Identifier: Apache-2.0

/// Answers the requests of CVAT's interactor contract, whatever carried them here.
///
/// It may be used from many threads at once; every call works on the calling thread until the reply is made.
public final class Interactor: Sendable {
    private let configuration: InteractorConfiguration

    /// An interactor with an empty cache.
    public init(_ configuration: InteractorConfiguration = InteractorConfiguration()) {
        self.configuration = configuration
    }

    /// The reply, a JSON text in UTF-8, to the JSON text of a request.
    ///
    /// - Throws: ``RequestError`` if the request can't be answered; it says what was wrong and what is accepted.
    public func reply(
        to body: UnsafeRawBufferPointer, from caller: Caller = .unknown
    ) throws(RequestError) -> [UInt8] {
        throw RequestError(status: 501, reason: "Not implemented")
    }
}
