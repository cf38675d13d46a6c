// SPDX-License-Identifier: Apache-2.0

/// Turns 16-bit gray into 8-bit RGB in place, the darkest value to 0 and the lightest to 255.
///
/// Such pictures come from microscopes, thermal cameras and scanners that use a small part of the range; keeping the
/// high byte would leave a few gray levels, and clipping (as Pillow does) a white picture. A picture of one value
/// becomes black.
///
/// - Parameter pixels: 3 bytes for each pixel, of which the first 2 * n hold the values of the n pixels, high byte
///   first. The result needs all of it.
func stretchGray16(in pixels: UnsafeMutableBufferPointer<UInt8>) {
    let count = pixels.count / 3
    var lowest = UInt32(UInt16.max)
    var highest: UInt32 = 0
    for index in 0..<count {
        let value = gray16(pixels, index)
        lowest = min(lowest, value)
        highest = max(highest, value)
    }
    let range = max(highest - lowest, 1)
    // From the end, because the result is longer than the values: it never overwrites one that is still to be read.
    for index in (0..<count).reversed() {
        let level = UInt8((gray16(pixels, index) - lowest) * 255 / range)
        pixels[3 * index] = level
        pixels[3 * index + 1] = level
        pixels[3 * index + 2] = level
    }
}

private func gray16(_ pixels: UnsafeMutableBufferPointer<UInt8>, _ index: Int) -> UInt32 {
    UInt32(pixels[2 * index]) << 8 | UInt32(pixels[2 * index + 1])
}
