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

    /// The version of the CVAT server that calls: since 2.4.0 its `User-Agent` is
    /// `CVAT/2.42.0 python-requests/2.32.4`. Nil for everybody else.
    public var cvatVersion: CVATVersion? {
        guard let product = userAgent?.split(separator: " ").first(where: { $0.hasPrefix("CVAT/") }) else { return nil }
        return CVATVersion(product.dropFirst("CVAT/".count))
    }
}

/// The number of a CVAT release, or of what is to become one.
public struct CVATVersion: Hashable, Comparable, Sendable {
    private let major: Int, minor: Int, patch: Int
    private let isPreRelease: Bool

    /// The release `major.minor.patch`.
    public init(_ major: Int, _ minor: Int, _ patch: Int = 0) {
        self.init(major, minor, patch, isPreRelease: false)
    }

    private init(_ major: Int, _ minor: Int, _ patch: Int, isPreRelease: Bool) {
        (self.major, self.minor, self.patch, self.isPreRelease) = (major, minor, patch, isPreRelease)
    }

    /// The version that a text such as `2.42.0`, `2.42` or `2.42.dev20250801101112` names; nil if it doesn't begin with
    /// two numbers. Whatever else follows the numbers makes it a version before the release of that number.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let digits = parts.map { part in part.prefix { ("0"..."9").contains($0) } }
        guard parts.count >= 2, let major = Int(digits[0]), digits[0] == parts[0], let minor = Int(digits[1]) else {
            return nil
        }
        let hasPatch = digits[1] == parts[1] && parts.count > 2
        let patch = hasPatch ? Int(digits[2]) : nil
        let numbers = patch == nil ? 2 : 3
        let isWhole = parts.count == numbers && digits[numbers - 1] == parts[numbers - 1]
        self.init(major, minor, patch ?? 0, isPreRelease: !isWhole)
    }

    /// The release of this number, whether this is it or comes before it.
    public var release: CVATVersion { CVATVersion(major, minor, patch) }

    /// Whether `a` was released before `b`.
    public static func < (a: CVATVersion, b: CVATVersion) -> Bool {
        (a.major, a.minor, a.patch, a.isPreRelease ? 0 : 1) < (b.major, b.minor, b.patch, b.isPreRelease ? 0 : 1)
    }
}
