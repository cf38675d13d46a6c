// SPDX-License-Identifier: Apache-2.0

/// Writes all pairs of pixels that face each other across a boundary between two labels, in reading order, each as twice
/// its first pixel, and one more if the second is below it and not to its right. Returns how many there are.
///
/// Every neighbour is written and only those with another label are counted: where a boundary runs can't be foreseen.
///
/// - Parameter codes: Room for one more than twice as many as there are pixels.
func findFacingPixels(
    _ labels: UnsafeBufferPointer<Int32>, width: Int, into codes: UnsafeMutableBufferPointer<UInt32>
) -> Int {
    var count = 0
    @inline(__always) func compare(_ first: Int, _ second: Int, _ below: UInt32) {
        codes[count] = UInt32(truncatingIfNeeded: first) &<< 1 | below
        count &+= labels[first] != labels[second] ? 1 : 0
    }
    for start in stride(from: 0, to: labels.count, by: width) {
        let end = start &+ width &- 1
        if end &+ 1 == labels.count {
            for pixel in start..<end { compare(pixel, pixel &+ 1, 0) }
        } else {
            for pixel in start..<end {
                compare(pixel, pixel &+ 1, 0)
                compare(pixel, pixel &+ width, 1)
            }
            compare(end, end &+ width, 1)
        }
    }
    return count
}
