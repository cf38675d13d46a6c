// SPDX-License-Identifier: Apache-2.0

/// Walks once through the bytes of a JSON text and copies none of it.
///
/// A request is a few numbers and one string of up to tens of megabytes; a parser that builds a tree would copy that
/// string several times. The scanner only finds where things are. It is as strict as the grammar of RFC 8259 about
/// structure and numbers; into strings it looks only for their end, unless it is told to be strict.
struct JSONScanner {
    /// How deep lists and objects may be nested inside a value that is skipped.
    static let maxDepth = 64

    /// The JSON text.
    let bytes: UnsafeRawBufferPointer
    /// Whether strings and words are held to the grammar, too.
    let isStrict: Bool
    /// The byte that is looked at next.
    private(set) var position: Int

    /// A scanner at the start of `bytes`, after a byte order mark if there is one.
    init(_ bytes: UnsafeRawBufferPointer, isStrict: Bool = false) {
        self.bytes = bytes
        self.isStrict = isStrict
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        position = bytes.starts(with: mark) ? mark.count : 0
    }

    /// The next byte that is not white space, which becomes the current one; nil at the end.
    mutating func peek() -> UInt8? {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): position += 1
            case let byte: return byte
            }
        }
        return nil
    }

    /// Steps over `byte` if it comes next.
    mutating func skip(_ byte: UInt8) -> Bool {
        guard peek() == byte else { return false }
        position += 1
        return true
    }

    /// Steps over `byte`, which must come next.
    mutating func expect(_ byte: UInt8) throws(RequestError) {
        guard skip(byte) else { throw malformed("expected '\(Character(UnicodeScalar(byte)))'") }
    }

    /// Steps over a list or object from its `open` to its `close` byte, with `element` stepping over what is between
    /// two commas.
    mutating func elements(
        from open: UInt8, to close: UInt8, _ element: (inout JSONScanner) throws(RequestError) -> Void
    ) throws(RequestError) {
        try expect(open)
        if skip(close) { return }
        repeat {
            try element(&self)
        } while skip(UInt8(ascii: ","))
        guard skip(close) else { throw malformed("expected ',' or '\(Character(UnicodeScalar(close)))'") }
    }

    /// Steps over one `true`, `false`, `null` or, as some writers have it against the grammar, `NaN` or `Infinity`.
    mutating func word() throws(RequestError) {
        let start = position
        while position < bytes.count, Self.isWordByte(bytes[position]) { position += 1 }
        let words: [StaticString] = ["true", "false", "null", "NaN", "Infinity", "-Infinity"]
        guard words.prefix(isStrict ? 3 : words.count).contains(where: { isText(start..<position, $0) }) else {
            position = start
            throw malformed("expected a value")
        }
    }

    /// Whether the bytes of `range` are those of `text`.
    func isText(_ range: Range<Int>, _ text: StaticString) -> Bool {
        text.withUTF8Buffer { text in text.count == range.count && bytes[range].elementsEqual(text) }
    }

    /// Steps over any value.
    mutating func skipValue(depth: Int = 0) throws(RequestError) {
        guard depth < Self.maxDepth else { throw malformed("lists and objects are nested too deeply") }
        switch peek() {
        case UInt8(ascii: "\""):
            _ = try string()
        case UInt8(ascii: "["):
            try elements(from: UInt8(ascii: "["), to: UInt8(ascii: "]")) { scanner throws(RequestError) in
                try scanner.skipValue(depth: depth + 1)
            }
        case UInt8(ascii: "{"):
            try elements(from: UInt8(ascii: "{"), to: UInt8(ascii: "}")) { scanner throws(RequestError) in
                _ = try scanner.name()
                try scanner.skipValue(depth: depth + 1)
            }
        case .some where startsNumber:
            _ = try numberText()
        default:
            try word()
        }
    }

    /// Moves on to `position`, which must lie inside the text or at its end.
    mutating func move(to position: Int) {
        self.position = min(position, bytes.count)
    }

    /// The error of a text that is not JSON, at the current byte.
    func malformed(_ problem: String) -> RequestError {
        if position >= bytes.count {
            return RequestError(status: 400, reason: "Malformed JSON: it ends after \(bytes.count) bytes, \(problem)")
        }
        return RequestError(status: 400, reason: "Malformed JSON at byte \(position): \(problem)")
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
    }
}
