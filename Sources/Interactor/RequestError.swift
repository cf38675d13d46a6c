// SPDX-License-Identifier: Apache-2.0

/// Why a request was not answered.
public struct RequestError: Error, Hashable, Sendable {
    /// The HTTP status that says it: 400 malformed, 413 too large, 422 a picture that can't be decoded, ...
    public let status: Int
    /// What was wrong and what is accepted, in one line of printable ASCII: CVAT shows an annotator only the reason
    /// phrase of the HTTP reply, so the same words go there.
    public let reason: String

    /// An error; characters of `reason` that a reason phrase can't hold are replaced.
    public init(status: Int, reason: String) {
        self.status = status
        self.reason = String(reason.unicodeScalars.map { (" "..."~").contains($0) ? Character($0) : "?" })
    }
}
