// SPDX-License-Identifier: Apache-2.0

extension JSONScanner {
    /// Whether a number may begin at the current byte.
    var startsNumber: Bool {
        let first = position < bytes.count && bytes[position] == UInt8(ascii: "-") ? position + 1 : position
        return first < bytes.count && Self.isDigit(bytes[first])
    }

    /// Steps over a number and gives its value, which is infinite if it is too large for a `Double`.
    mutating func number() throws(RequestError) -> Double {
        let text = try numberText()
        return Double(String(decoding: bytes[text], as: UTF8.self)) ?? .infinity
    }

    /// Steps over a number.
    mutating func numberText() throws(RequestError) -> Range<Int> {
        guard peek() != nil, startsNumber else { throw malformed("expected a number") }
        let start = position
        if bytes[position] == UInt8(ascii: "-") { move(to: position + 1) }
        if bytes[position] == UInt8(ascii: "0") { move(to: position + 1) } else { try digits() }
        if isNext(UInt8(ascii: ".")) {
            move(to: position + 1)
            try digits()
        }
        if isNext(UInt8(ascii: "e")) || isNext(UInt8(ascii: "E")) {
            move(to: position + 1)
            if isNext(UInt8(ascii: "-")) || isNext(UInt8(ascii: "+")) { move(to: position + 1) }
            try digits()
        }
        return start..<position
    }

    /// Steps over at least one digit.
    private mutating func digits() throws(RequestError) {
        let start = position
        var end = position
        while end < bytes.count, Self.isDigit(bytes[end]) { end += 1 }
        move(to: end)
        if end == start { throw malformed("expected a digit") }
    }

    private func isNext(_ byte: UInt8) -> Bool {
        position < bytes.count && bytes[position] == byte
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
}
