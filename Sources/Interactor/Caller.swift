// SPDX-License-Identifier: Apache-2.0

/// Who sent a request, as far as its reply depends on it.
public struct Caller: Hashable, Sendable {
    /// The value of the `User-Agent` header; CVAT names its version there.
    public let userAgent: String?

    /// A caller that gave this `User-Agent`.
    public init(userAgent: String?) {
        self.userAgent = userAgent
    }

    /// A caller that said nothing of itself.
    public static let unknown = Caller(userAgent: nil)
}
