// SPDX-License-Identifier: Apache-2.0

/// Where a string of a JSON text is.
struct JSONString {
    /// The bytes between the quotes.
    let range: Range<Int>
    /// Whether a backslash is among them.
    let hasEscapes: Bool
}

extension JSONScanner {
    /// Steps over a string.
    ///
    /// Cost: a search for the quote and one for backslashes before it, both at the speed of memory.
    mutating func string() throws(RequestError) -> JSONString {
        try expect(UInt8(ascii: "\""))
        let start = position
        var hasEscapes = false
        var searched = start
        while let quote = bytes.firstIndex(of: UInt8(ascii: "\""), in: searched..<bytes.count) {
            let escaped = lastEscaped(in: searched..<quote)
            hasEscapes = hasEscapes || escaped != nil
            if escaped != quote {
                guard !isStrict || isWellWritten(start..<quote) else {
                    throw malformed("a control character or an unknown escape in the string that begins there")
                }
                move(to: quote + 1)
                return JSONString(range: start..<quote, hasEscapes: hasEscapes)
            }
            searched = quote + 1
        }
        move(to: bytes.count)
        throw malformed("inside the string that begins at byte \(start - 1)")
    }

    /// Steps over the name of a member of an object and its colon.
    mutating func name() throws(RequestError) -> JSONString {
        guard peek() == UInt8(ascii: "\"") else { throw malformed("expected a name in double quotes") }
        let name = try string()
        try expect(UInt8(ascii: ":"))
        return name
    }

    /// Whether all that the grammar asks of what is between quotes holds: no control characters, and only its escapes.
    private func isWellWritten(_ range: Range<Int>) -> Bool {
        func isHexadecimal(_ byte: UInt8) -> Bool {
            (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
        }
        var index = range.lowerBound
        while index < range.upperBound {
            guard bytes[index] >= 0x20 else { return false }
            guard bytes[index] == UInt8(ascii: "\\") else {
                index += 1
                continue
            }
            let digits = bytes[index + 1] == UInt8(ascii: "u") ? 4 : 0
            let end = index + 2 + digits
            guard "\"\\/bfnrtu".utf8.contains(bytes[index + 1]), end <= range.upperBound,
                bytes[(index + 2)..<end].allSatisfy(isHexadecimal)
            else { return false }
            index = end
        }
        return true
    }

    /// The byte after the last backslash in `range` that isn't itself escaped; nil if there is no backslash.
    private func lastEscaped(in range: Range<Int>) -> Int? {
        var escaped: Int?
        var searched = range.lowerBound
        while searched < range.upperBound,
            let backslash = bytes.firstIndex(of: UInt8(ascii: "\\"), in: searched..<range.upperBound)
        {
            escaped = backslash + 1
            searched = backslash + 2
        }
        return escaped
    }
}

extension UnsafeRawBufferPointer {
    /// The first `byte` in `range`.
    func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
        guard let baseAddress, let found = findByte(byte, baseAddress + range.lowerBound, range.count) else {
            return nil
        }
        return found - baseAddress
    }
}
