// SPDX-License-Identifier: Apache-2.0

/// The escapes of JSON strings, as far as they stand for ASCII characters.
enum JSONEscape {
    /// The character that the escape at `position`, a backslash, stands for; nil if it is none or not ASCII.
    ///
    /// `position` moves behind the escape.
    static func read(_ bytes: UnsafeRawBufferPointer, _ position: inout Int) -> UInt8? {
        guard position + 1 < bytes.count else { return nil }
        let letter = bytes[position + 1]
        position += 2
        switch letter {
        case UInt8(ascii: "n"): return UInt8(ascii: "\n")
        case UInt8(ascii: "r"): return UInt8(ascii: "\r")
        case UInt8(ascii: "t"): return UInt8(ascii: "\t")
        case UInt8(ascii: "b"): return 0x08
        case UInt8(ascii: "f"): return 0x0C
        case UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "\""): return letter
        case UInt8(ascii: "u"): return readHexadecimal(bytes, &position)
        default: return nil
        }
    }

    /// The text of a string, its escapes replaced; nil if one of them stands for something else than ASCII.
    static func text(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
        var text: [UInt8] = []
        var position = 0
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "\\") {
                guard let character = read(bytes, &position) else { return nil }
                text.append(character)
            } else {
                text.append(bytes[position])
                position += 1
            }
        }
        return text
    }

    private static func readHexadecimal(_ bytes: UnsafeRawBufferPointer, _ position: inout Int) -> UInt8? {
        guard position + 4 <= bytes.count else { return nil }
        var value = 0
        for digit in bytes[position..<(position + 4)] {
            guard let digit = Character(UnicodeScalar(digit)).hexDigitValue else { return nil }
            value = value * 16 + digit
        }
        position += 4
        return value < 0x80 ? UInt8(value) : nil
    }
}
