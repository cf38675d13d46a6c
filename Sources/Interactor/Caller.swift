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

/// The number of a CVAT release.
public struct CVATVersion: Hashable, Comparable, Sendable {
    private let major: Int, minor: Int, patch: Int

    /// The release `major.minor.patch`.
    public init(_ major: Int, _ minor: Int, _ patch: Int = 0) {
        (self.major, self.minor, self.patch) = (major, minor, patch)
    }

    /// The release that a text such as `2.42.0` or `2.15.0.alpha.1` begins with; nil if there are no two numbers.
    public init?(_ text: some StringProtocol) {
        let numbers = text.split(separator: ".", omittingEmptySubsequences: false).prefix(3).map { part in
            Int(part.prefix { ("0"..."9").contains($0) })
        }
        guard numbers.count >= 2, let major = numbers[0], let minor = numbers[1] else { return nil }
        self.init(major, minor, numbers.count > 2 ? numbers[2] ?? 0 : 0)
    }

    /// Whether `a` was released before `b`.
    public static func < (a: CVATVersion, b: CVATVersion) -> Bool {
        (a.major, a.minor, a.patch) < (b.major, b.minor, b.patch)
    }
}
