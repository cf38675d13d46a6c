// SPDX-License-Identifier: Apache-2.0

/// Two pixels that face each other, the first in reading order and the one to its right or below.
struct FacingPixels: Sendable {
    /// Twice the first pixel, and one more if the second is below it.
    private let code: UInt32

    @inline(__always)
    init(first: Int, isBelow: Bool) {
        code = UInt32(truncatingIfNeeded: first) &<< 1 | (isBelow ? 1 : 0)
    }

    @inline(__always)
    var first: Int { Int(code &>> 1) }

    /// Whether the second pixel is below the first, not beside it.
    @inline(__always)
    var isBelow: Bool { code & 1 == 1 }

    /// The second pixel, in rows of `width`.
    @inline(__always)
    func second(width: Int) -> Int { first &+ (isBelow ? width : 1) }
}

/// Writes all pairs of pixels that face each other across a boundary between two labels, in reading order; returns how
/// many there are.
///
/// Every neighbour is written and only those with another label are counted: where a boundary runs can't be foreseen.
///
/// - Parameter pairs: Room for one more than twice as many as there are pixels.
func findFacingPixels(
    _ labels: UnsafeBufferPointer<Int32>, width: Int, into pairs: UnsafeMutableBufferPointer<FacingPixels>
) -> Int {
    var count = 0
    @inline(__always) func compare(_ first: Int, _ second: Int, isBelow: Bool) {
        pairs[count] = FacingPixels(first: first, isBelow: isBelow)
        count &+= labels[first] != labels[second] ? 1 : 0
    }
    for start in stride(from: 0, to: labels.count, by: width) {
        let end = start &+ width &- 1
        if end &+ 1 == labels.count {
            for pixel in start..<end { compare(pixel, pixel &+ 1, isBelow: false) }
        } else {
            for pixel in start..<end {
                compare(pixel, pixel &+ 1, isBelow: false)
                compare(pixel, pixel &+ width, isBelow: true)
            }
            compare(end, end &+ width, isBelow: true)
        }
    }
    return count
}
