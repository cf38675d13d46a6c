// SPDX-License-Identifier: Apache-2.0

internal import NIOCore

/// The text of one setting and the values it can be read as.
package struct SettingText {
    package let text: String
    /// How the person named the setting.
    let source: String

    package init(text: String, source: String) {
        self.text = text
        self.source = source
    }

    /// A buffer counts its bytes in 32 bits.
    private static let mostBytes = 2 << 30

    var isOff: Bool { text == "off" }

    /// The error that says what was given and what is `wanted`.
    package func refused(_ wanted: String) -> SettingError {
        SettingError(description: "\(source) is \"\(text)\" but must be \(wanted)")
    }

    /// An address that needs no look-up.
    func address() throws(SettingError) -> String {
        let host = text == "localhost" ? "127.0.0.1" : text
        guard (try? SocketAddress(ipAddress: host, port: 0)) != nil else {
            throw refused("a numeric address, such as 127.0.0.1, 0.0.0.0 or ::")
        }
        return host
    }

    func port() throws(SettingError) -> Int {
        try count(0...65535)
    }

    package func count(_ range: ClosedRange<Int>) throws(SettingError) -> Int {
        guard let number = Int(text), range.contains(number) else {
            throw refused("a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A length in pixels.
    package func length() throws(SettingError) -> Double {
        guard let length = Double(text), length > 0, length <= 1_000_000 else {
            throw refused("a length in pixels above 0, such as 120")
        }
        return length
    }

    func bytes() throws(SettingError) -> Int {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let shifts = ["": 0, "B": 0, "KiB": 10, "MiB": 20, "GiB": 30]
        guard let number = Int(digits), let shift = shifts[String(text.dropFirst(digits.count))],
            number > 0, number <= Self.mostBytes >> shift
        else {
            throw refused("a size such as 1048576, 512KiB or 64MiB, at most 2GiB")
        }
        return number << shift
    }

    func duration(orZero: Bool = false) throws(SettingError) -> Duration {
        guard let duration = Duration(goText: text), duration > .zero || orZero else {
            throw refused("a duration such as 500ms, 30s or 1m30s")
        }
        return duration
    }

    /// A name that CVAT can call: its URL pattern takes these characters only.
    func functionName() throws(SettingError) -> String {
        let allowed = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        guard allowed, !text.isEmpty else { throw refused("letters, digits, -, _ and . only") }
        return text
    }

    func upstream() throws(SettingError) -> Upstream {
        guard let upstream = Upstream(url: text) else { throw refused("http://HOST:PORT") }
        return upstream
    }

    package func oneOf<Choice: RawRepresentable<String>>(_ choices: [Choice]) throws(SettingError) -> Choice {
        guard let choice = choices.first(where: { $0.rawValue == text }) else {
            throw refused("one of " + choices.map(\.rawValue).joined(separator: ", "))
        }
        return choice
    }
}
