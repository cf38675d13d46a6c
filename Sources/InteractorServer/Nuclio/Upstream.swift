// SPDX-License-Identifier: Apache-2.0

/// A Nuclio dashboard whose functions are listed and called beside our own.
public struct Upstream: Hashable, Sendable {
    /// Its host, a name or a numeric address.
    public let host: String
    /// Its port.
    public let port: Int

    /// The dashboard at `http://HOST[:PORT][/]`; nil for any other text. Nuclio's port is 8070.
    public init?(url: String) {
        guard url.hasPrefix("http://") else { return nil }
        var authority = url.dropFirst("http://".count)
        if authority.last == "/" { authority.removeLast() }
        var name = authority
        var number = 8070
        if let colon = authority.lastIndex(of: ":"), authority.last != "]" {
            guard let given = Int(authority[authority.index(after: colon)...]), (1...65535).contains(given) else {
                return nil
            }
            name = authority[..<colon]
            number = given
        }
        if name.first == "[", name.last == "]" { name = name.dropFirst().dropLast() }
        guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || "-._:".contains($0) }) else { return nil }
        host = String(name)
        port = number
    }
}
