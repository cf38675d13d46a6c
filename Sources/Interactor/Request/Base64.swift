// SPDX-License-Identifier: Apache-2.0

/// Decodes base64 (RFC 4648) straight from the bytes of a JSON string.
///
/// Four characters become three bytes by four table look-ups as long as nothing but base64 is met. Line breaks,
/// escapes, padding and a `data:` URL's head are dealt with one character at a time, then the fast way goes on. Both
/// alphabets are accepted, and padding may be missing.
enum Base64 {
    /// The bytes that `text`, the inside of a JSON string, stands for.
    static func decode(_ text: UnsafeRawBufferPointer) throws(RequestError) -> [UInt8] {
        let start = try endOfDataURLHead(text)
        var failure: RequestError?
        let decoded = [UInt8](unsafeUninitializedCapacity: (text.count - start) / 4 * 3 + 8) { output, count in
            do throws(RequestError) {
                var decoder = Decoder(text: text, position: start, output: UnsafeMutableRawBufferPointer(output))
                try decoder.run()
                count = decoder.written
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        if decoded.isEmpty {
            throw RequestError(status: 400, reason: "image is empty; expected a picture file in base64")
        }
        return decoded
    }

    /// Where the base64 text begins behind `data:image/png;base64,`; 0 if there is no such head.
    private static func endOfDataURLHead(_ text: UnsafeRawBufferPointer) throws(RequestError) -> Int {
        guard text.starts(with: Array("data:".utf8)) else { return 0 }
        let head = text.prefix(256)
        guard let comma = head.firstIndex(of: UInt8(ascii: ",")),
            text[..<comma].suffix(7).elementsEqual(Array(";base64".utf8))
        else {
            throw RequestError(status: 400, reason: "image is a data: URL without ';base64,'; expected base64")
        }
        return comma + 1
    }
}

/// The state of one decoding.
private struct Decoder {
    let text: UnsafeRawBufferPointer
    var position: Int
    /// Room for three bytes for every four characters, and for one more write of four.
    let output: UnsafeMutableRawBufferPointer
    var written = 0

    /// Bits of a group that isn't complete yet, and how many of its characters have been read.
    private var bits: UInt32 = 0
    private var characters = 0
    private var isPadded = false

    init(text: UnsafeRawBufferPointer, position: Int, output: UnsafeMutableRawBufferPointer) {
        self.text = text
        self.position = position
        self.output = output
    }

    mutating func run() throws(RequestError) {
        while position < text.count {
            if characters == 0 && !isPadded { wholeGroups() }
            if position < text.count { try character() }
        }
        if characters == 1 {
            throw RequestError(status: 400, reason: "image is not base64: it ends within a byte; is it cut off?")
        }
        if characters > 1 { writeRemainder() }
    }

    /// Decodes groups of four until one holds something else than base64.
    private mutating func wholeGroups() {
        Base64Table.groups.withUnsafeBufferPointer { table in
            while position + 4 <= text.count {
                let group =
                    table[Int(text[position])] | table[256 + Int(text[position + 1])]
                    | table[512 + Int(text[position + 2])] | table[768 + Int(text[position + 3])]
                if group & Base64Table.invalid != 0 { return }
                // Writes one byte too many, which the next group overwrites.
                output.storeBytes(of: group.bigEndian, toByteOffset: written, as: UInt32.self)
                position += 4
                written += 3
            }
        }
    }

    /// Takes one character, which may be an escape.
    private mutating func character() throws(RequestError) {
        let start = position
        var character: UInt8? = text[position]
        if character == UInt8(ascii: "\\") {
            character = JSONEscape.read(text, &position)
        } else {
            position += 1
        }
        switch character {
        case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"):
            return
        case UInt8(ascii: "="):
            isPadded = true
        case .some(let character) where !isPadded && Base64Table.groups[768 + Int(character)] != Base64Table.invalid:
            bits = bits << 6 | Base64Table.groups[768 + Int(character)] >> 8
            characters += 1
            if characters == 4 {
                output.storeBytes(of: (bits << 8).bigEndian, toByteOffset: written, as: UInt32.self)
                written += 3
                bits = 0
                characters = 0
            }
        default:
            throw unexpected(character, at: start)
        }
    }

    /// The one or two bytes of a last group of two or three characters.
    private mutating func writeRemainder() {
        let group = bits << (8 + 6 * UInt32(4 - characters))
        output.storeBytes(of: group.bigEndian, toByteOffset: written, as: UInt32.self)
        written += characters - 1
    }

    private func unexpected(_ character: UInt8?, at position: Int) -> RequestError {
        let name =
            switch character {
            case .some(let byte) where (0x21...0x7E).contains(byte): "'\(Character(UnicodeScalar(byte)))'"
            case .some(let byte): "byte \(byte)"
            case nil: "an escape"
            }
        let place = isPadded ? "after the padding" : "in the text"
        return RequestError(status: 400, reason: "image is not base64: \(name) \(place) at character \(position)")
    }
}

/// What each character contributes to the three bytes of its group of four.
private enum Base64Table {
    /// Set where a character is not of base64. The bytes of a group are the upper 24 bits.
    static let invalid: UInt32 = 1

    /// For each of the four places in a group, the contribution of each of the 256 byte values.
    static let groups: [UInt32] = {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        let sameInURLs = [UInt8(ascii: "-"): 62, UInt8(ascii: "_"): 63]
        var groups = [UInt32](repeating: invalid, count: 4 * 256)
        for place in 0..<4 {
            for (value, character) in alphabet.enumerated() {
                groups[256 * place + Int(character)] = UInt32(value) << (26 - 6 * UInt32(place))
            }
            for (character, value) in sameInURLs {
                groups[256 * place + Int(character)] = UInt32(value) << (26 - 6 * UInt32(place))
            }
        }
        return groups
    }()
}
