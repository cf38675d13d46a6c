// SPDX-License-Identifier: Apache-2.0

/// Reads blocks of a scan: the first coefficient as the difference to the block before, the others not at all.
struct EntropyReader {
    private let bytes: UnsafeRawPointer
    private let count: Int
    private var offset = 0
    /// Bits that have been loaded, the next one highest, and how many there are.
    private var bits: UInt64 = 0
    private var loaded = 0

    /// A reader from the first bit on; it must not outlive `bytes`, which are those of `scan`.
    init(_ bytes: UnsafeRawPointer, _ scan: EntropyBits) {
        self.bytes = bytes
        count = scan.count
    }

    /// Bits that have been read.
    var position: Int { 8 &* offset &- loaded }

    /// Whether the next block begins before the end: then all bits that it can take may be read.
    var isInside: Bool { position < 8 &* count }

    /// Whether more has been read than there is: the file was cut off within a block.
    var isBeyond: Bool { position > 8 &* count }

    /// The first coefficient of a block less that of the block before; nil if it is none or not from a usual file.
    @inline(__always)
    mutating func difference(_ code: borrowing HuffmanCode) -> Int32? {
        load()
        let entry = code.entries[Int(truncatingIfNeeded: bits &>> 48)]
        let size = UInt64(entry & 0xFF)
        guard entry != 0, size <= DifferenceValue.largestSize else { return nil }
        drop(Int(entry &>> 8))
        let value = (bits &>> 1) &>> (63 &- size)
        drop(Int(size))
        return DifferenceValue(size: Int32(size), bits: Int32(value)).difference
    }

    /// Steps over the other coefficients of a block; false if they are not well written.
    @inline(__always)
    mutating func stepOverCoefficients(_ coefficients: borrowing CoefficientSteps) -> Bool {
        var reached = 1
        while reached < 64 {
            load()
            let step = coefficients.steps[Int(truncatingIfNeeded: bits &>> (64 &- UInt64(CoefficientSteps.window)))]
            let after = reached &+ Int(step & 0xFF)
            // What ends the block by its number of coefficients ends it before the next symbol of the step.
            if step != 0 && after & 127 < 64 {
                drop(Int(step &>> 8))
                reached = after
            } else {
                let entry = coefficients.code.entries[Int(truncatingIfNeeded: bits &>> 48)]
                guard entry != 0 else { return false }
                let extent = CoefficientSteps.extent(of: entry)
                drop(extent.bits)
                reached &+= extent.coefficients
            }
        }
        return reached == 64 || reached >= CoefficientSteps.endOfBlock
    }

    /// Sees to it that at least 56 bits are loaded, more than a symbol with its value takes. Without a branch, since
    /// nothing tells beforehand how many bits a symbol has taken.
    @inline(__always)
    private mutating func load() {
        let more = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        bits |= more &>> UInt64(truncatingIfNeeded: loaded)
        offset &+= (63 &- loaded) &>> 3
        loaded |= 56
    }

    @inline(__always)
    private mutating func drop(_ number: Int) {
        bits &<<= UInt64(number)
        loaded &-= number
    }
}

/// A difference of first coefficients as it is written: its size by a Huffman code, then as many bits.
struct DifferenceValue {
    /// Sizes above this are not those of pictures with 8 bits a sample.
    static let largestSize = 11

    let size: Int32
    let bits: Int32

    init(size: Int32, bits: Int32) {
        self.size = size
        self.bits = bits
    }

    /// nil if the difference is larger than in any picture with 8 bits a sample.
    init?(_ difference: Int32) {
        size = 32 - Int32(difference.magnitude.leadingZeroBitCount)
        guard size <= Self.largestSize else { return nil }
        bits = difference >= 0 ? difference : difference + (1 << size) - 1
    }

    /// Values with a first bit of 0 are negative.
    var difference: Int32 {
        let isNegative = size > 0 && bits &>> (size &- 1) == 0
        return isNegative ? bits &- (1 &<< size) &+ 1 : bits
    }
}
