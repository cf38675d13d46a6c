// SPDX-License-Identifier: Apache-2.0

/// Writes the bits of a scan, with a zero behind each byte of ones.
struct StuffedBits {
    private let target: UnsafeMutableRawPointer
    /// Bytes that are written.
    private(set) var count = 0
    /// Bits that do not fill a byte yet, lowest last.
    private var pending: UInt64 = 0
    private var pendingCount = 0

    /// Writes to `target`, which has room for twice as many bytes as the bits fill, and for 16 more.
    init(_ target: UnsafeMutableRawPointer) {
        self.target = target
    }

    /// Writes the lower `length` bits of `bits`, at most 32.
    mutating func append(_ bits: UInt64, length: Int) {
        pending = pending << UInt64(length) | bits & ((1 << UInt64(length)) - 1)
        pendingCount += length
        while pendingCount >= 8 {
            pendingCount -= 8
            append(byte: UInt8(truncatingIfNeeded: pending >> UInt64(pendingCount)))
        }
    }

    /// Writes a part of the bits of `source`.
    mutating func append(_ range: Range<Int>, of source: EntropyBits) {
        source.bytes.withUnsafeBytes { bytes in
            var position = range.lowerBound
            let aligned = min(range.upperBound, position + (8 - pendingCount) % 8)
            append(bytes.bits(at: position) >> 32, from: position, to: aligned)
            position = aligned
            while position + 64 <= range.upperBound {
                append(word: bytes.bits(at: position))
                position += 64
            }
            while position < range.upperBound {
                let end = min(range.upperBound, position + 32)
                append(bytes.bits(at: position) >> 32, from: position, to: end)
                position = end
            }
        }
    }

    /// Fills the last byte up with ones, as the standard wants it.
    mutating func close() {
        append(0xFF, length: (8 - pendingCount) % 8)
    }

    private mutating func append(_ bits: UInt64, from start: Int, to end: Int) {
        append(bits >> UInt64(32 - (end - start)), length: end - start)
    }

    /// Writes eight bytes where no byte has begun.
    @inline(__always)
    private mutating func append(word: UInt64) {
        if word.bytesOfOnes == 0 {
            target.storeBytes(of: word.bigEndian, toByteOffset: count, as: UInt64.self)
            count &+= 8
        } else {
            for shift in stride(from: 56, through: 0, by: -8) {
                append(byte: UInt8(truncatingIfNeeded: word &>> UInt64(shift)))
            }
        }
    }

    @inline(__always)
    private mutating func append(byte: UInt8) {
        target.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count &+= 1
        if byte == 0xFF {
            target.storeBytes(of: 0, toByteOffset: count, as: UInt8.self)
            count &+= 1
        }
    }
}

extension UnsafeRawBufferPointer {
    /// The 64 bits from a place on; there must be nine bytes.
    @inline(__always)
    fileprivate func bits(at position: Int) -> UInt64 {
        let word = UInt64(bigEndian: loadUnaligned(fromByteOffset: position &>> 3, as: UInt64.self))
        let shift = UInt64(position & 7)
        return word &<< shift | UInt64(self[position &>> 3 &+ 8]) &>> (8 &- shift)
    }
}
