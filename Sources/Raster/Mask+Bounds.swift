// SPDX-License-Identifier: Apache-2.0

extension Mask {
    /// The smallest rectangle that holds all object pixels; empty without any. Cost: a look at what is outside it.
    public var bounds: PixelRect {
        pixels.withUnsafeBytes { pixels in
            func hasObject(_ row: Int) -> Bool {
                let range = (row * width)..<((row + 1) * width)
                return pixels.firstObject(in: range) < range.upperBound
            }
            guard let top = (0..<height).first(where: hasObject), let bottom = (top..<height).last(where: hasObject)
            else { return PixelRect(width: 0, height: 0) }
            var (left, right) = (width, -1)
            for row in top...bottom {
                // Only what is outside the columns of the rows before can change anything.
                let start = row * width
                left = pixels.firstObject(in: start..<(start + left)) - start
                right = pixels.lastObject(in: (start + right + 1)..<(start + width)) - start
            }
            return PixelRect(x: left, y: top, width: right + 1 - left, height: bottom + 1 - top)
        }
    }
}

extension UnsafeRawBufferPointer {
    /// The place of the first byte of `range` that is not 0; its end if there is none. Looks at eight at a time.
    fileprivate func firstObject(in range: Range<Int>) -> Int {
        var place = range.lowerBound
        while place &+ 8 <= range.upperBound {
            let eight = UInt64(littleEndian: loadUnaligned(fromByteOffset: place, as: UInt64.self))
            if eight != 0 { return place &+ eight.trailingZeroBitCount / 8 }
            place &+= 8
        }
        while place < range.upperBound && self[place] == 0 { place &+= 1 }
        return place
    }

    /// The place of the last byte of `range` that is not 0; the one before it if there is none.
    fileprivate func lastObject(in range: Range<Int>) -> Int {
        var end = range.upperBound
        while end &- 8 >= range.lowerBound {
            let eight = UInt64(littleEndian: loadUnaligned(fromByteOffset: end &- 8, as: UInt64.self))
            if eight != 0 { return end &- 1 &- eight.leadingZeroBitCount / 8 }
            end &-= 8
        }
        while end > range.lowerBound && self[end &- 1] == 0 { end &-= 1 }
        return end &- 1
    }
}
