// SPDX-License-Identifier: Apache-2.0

/// The first index in `start ..< end` whose byte is not `value`, or `end` if there is none; `value` is 0 or 1.
///
/// Many bytes are compared at a time, and eight where the run ends: a mask has few runs and many pixels, and this is what
/// it costs to find them.
@inline(__always)
func endOfRun(of value: UInt8, in bytes: UnsafeRawBufferPointer, from start: Int, to end: Int) -> Int {
    let pattern: UInt64 = value == 0 ? 0 : 0x0101_0101_0101_0101
    var index = start
    @inline(__always) func difference(at place: Int) -> UInt64 {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)) ^ pattern
    }
    while index &+ 32 <= end {
        let first = difference(at: index) | difference(at: index &+ 8)
        if first | difference(at: index &+ 16) | difference(at: index &+ 24) != 0 { break }
        index &+= 32
    }
    while index + 8 <= end {
        let difference = difference(at: index)
        if difference != 0 { return index + difference.trailingZeroBitCount / 8 }
        index += 8
    }
    while index < end, bytes[index] == value { index += 1 }
    return index
}
