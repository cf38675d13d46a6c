// SPDX-License-Identifier: Apache-2.0

/// How to step over the coefficients of a block, several at a time, without looking at their values.
struct CoefficientSteps {
    /// Bits that are looked at for a step.
    static let window = 12
    /// What a step that ends the block adds to the number of coefficients.
    static let endOfBlock = 128

    /// For every beginning of ``window`` bits the coefficients that it steps over, and above them the bits; 0 where the
    /// first code is longer.
    let steps: [UInt16]
    let code: HuffmanCode

    init(_ code: HuffmanCode) {
        self.code = code
        steps = (0..<(1 << Self.window)).map { Self.step($0, code) }
    }

    /// All symbols whose codes are within the window; the value of the last may go on behind it.
    private static func step(_ window: Int, _ code: HuffmanCode) -> UInt16 {
        var bits = 0
        var coefficients = 0
        while bits < Self.window {
            let entry = code.entries[(window << (bits + HuffmanCode.longest - Self.window)) & 0xFFFF]
            let length = Int(entry >> 8)
            guard length > 0, bits + length <= Self.window else { break }
            let (taken, stepped) = Self.extent(of: entry)
            guard stepped == Self.endOfBlock || coefficients + stepped < 64 else { break }
            bits += taken
            coefficients += stepped
            if stepped == Self.endOfBlock { break }
        }
        return UInt16(bits) << 8 | UInt16(coefficients)
    }

    /// The bits of a symbol with its value, and the coefficients that it steps over.
    @inline(__always)
    static func extent(of entry: UInt16) -> (bits: Int, coefficients: Int) {
        let zeros = Int(entry >> 4 & 15)
        let size = Int(entry & 15)
        return (Int(entry >> 8) &+ size, size == 0 && zeros != 15 ? endOfBlock : zeros &+ 1)
    }
}
