// SPDX-License-Identifier: Apache-2.0

/// One of the Huffman codes of a JPEG file, as a table of all that 16 bits may begin with.
struct HuffmanCode {
    /// For every 16 bits the symbol that they begin with, and above it the length of its code; 0 if they begin with none.
    let entries: [UInt16]

    /// Bits that the longest code has.
    static let longest = 16

    /// Reads the code at the start of `definition`: how many codes there are of each length, then their symbols.
    ///
    /// nil if those are not all there, or if there are more codes than their lengths allow.
    init?(_ definition: ByteView) {
        var entries = [UInt16](repeating: 0, count: 1 << Self.longest)
        var symbolOffset = Self.longest
        var next = 0
        for length in 1...Self.longest {
            let places = 1 << (Self.longest - length)
            for _ in 0..<(definition.byte(at: length - 1) ?? 0) {
                guard let symbol = definition.byte(at: symbolOffset), next + places <= entries.count else { return nil }
                let entry = UInt16(length) << 8 | UInt16(symbol)
                for place in next..<(next + places) { entries[place] = entry }
                next += places
                symbolOffset += 1
            }
        }
        guard symbolOffset > Self.longest else { return nil }
        self.entries = entries
        byteCount = symbolOffset
    }

    /// Bytes that the definition takes.
    let byteCount: Int

    /// The code of `symbol`; nil if it has none.
    func code(of symbol: UInt8) -> (bits: UInt64, length: Int)? {
        guard let place = entries.firstIndex(where: { $0 != 0 && UInt8(truncatingIfNeeded: $0) == symbol }) else {
            return nil
        }
        let length = Int(entries[place] >> 8)
        return (UInt64(place >> (Self.longest - length)), length)
    }
}
