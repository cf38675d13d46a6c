// SPDX-License-Identifier: Apache-2.0

/// The pixels of `mask` that hang together, over shared edges, with one of `seeds`; the seeds belong to it in any case.
///
/// Object pixels side by side are taken together (A. R. Smith, "Tint fill", 1979): the rows above and below are looked
/// at once along all of them, and most pixels never wait in a list.
func connectedPixels(_ mask: [UInt8], width: Int, to seeds: [Int]) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: mask.count)
    mask.withUnsafeBufferPointer { mask in
        result.withUnsafeMutableBufferPointer { result in
            var spread = Spread(mask: mask, result: result, width: width)
            for seed in seeds where result[seed] == 0 {
                result[seed] = 1
                spread.waiting.append(seed)
            }
            while let pixel = spread.waiting.popLast() { spread.take(from: pixel) }
        }
    }
    return result
}

private struct Spread {
    let mask: UnsafeBufferPointer<UInt8>
    let result: UnsafeMutableBufferPointer<UInt8>
    let width: Int
    /// Pixels of the result whose neighbours have not been looked at: of those side by side, one.
    var waiting: [Int] = []

    /// Takes in the object pixels to both sides of one in the result, and has those above and below them wait.
    mutating func take(from pixel: Int) {
        let row = pixel / width * width
        var first = pixel
        while first > row && isNew(first &- 1) {
            first &-= 1
            result[first] = 1
        }
        var end = pixel &+ 1
        while end < row &+ width && isNew(end) {
            result[end] = 1
            end &+= 1
        }
        if row > 0 { look(at: (first &- width)..<(end &- width)) }
        if row &+ width < mask.count { look(at: (first &+ width)..<(end &+ width)) }
    }

    @inline(__always)
    private func isNew(_ pixel: Int) -> Bool { mask[pixel] != 0 && result[pixel] == 0 }

    /// Takes in the last of each stretch of new object pixels in a part of a row, and has it wait.
    @inline(__always)
    private mutating func look(at pixels: Range<Int>) {
        var wasNew = false
        for pixel in pixels {
            let isNew = isNew(pixel)
            if wasNew && !isNew { add(pixel &- 1) }
            wasNew = isNew
        }
        if wasNew { add(pixels.upperBound &- 1) }
    }

    private mutating func add(_ pixel: Int) {
        result[pixel] = 1
        waiting.append(pixel)
    }
}
