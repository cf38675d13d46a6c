// SPDX-License-Identifier: Apache-2.0

/// The mask of one object in a frame, kept only for the rectangle that holds it.
///
/// An object is usually a small part of its frame: what is done for every click (outline, run lengths, reply)
/// then costs what the object costs, not what the frame costs. Everything outside ``bounds`` is background.
public struct PlacedMask: Hashable, Sendable {
    /// Width of the whole frame in pixels.
    public let frameWidth: Int
    /// Height of the whole frame in pixels.
    public let frameHeight: Int
    /// The rectangle of the frame that ``mask`` covers; inside the frame, empty if there is no object.
    public let bounds: PixelRect
    /// The pixels of ``bounds``; its size is the size of ``bounds``.
    public let mask: Mask

    /// Puts `mask` at `bounds`, which must have its size and lie inside the frame.
    public init(frameWidth: Int, frameHeight: Int, bounds: PixelRect, mask: Mask) {
        precondition(mask.width == bounds.width && mask.height == bounds.height)
        precondition(
            bounds.x >= 0 && bounds.y >= 0 && bounds.maxX <= frameWidth && bounds.maxY <= frameHeight)
        self.frameWidth = frameWidth
        self.frameHeight = frameHeight
        self.bounds = bounds
        self.mask = mask
    }

    /// A mask of a whole frame, cut down to the rectangle of its object pixels.
    public init(_ mask: Mask) {
        let whole = PixelRect(x: 0, y: 0, width: mask.width, height: mask.height)
        self = PlacedMask(frameWidth: mask.width, frameHeight: mask.height, bounds: whole, mask: mask).trimmed()
    }

    /// A frame without an object.
    public static func empty(frameWidth: Int, frameHeight: Int) -> PlacedMask {
        PlacedMask(
            frameWidth: frameWidth, frameHeight: frameHeight,
            bounds: PixelRect(x: 0, y: 0, width: 0, height: 0), mask: Mask(width: 0, height: 0))
    }

    /// Whether there is no object. After ``trimmed()`` this is the same as having no object pixel.
    public var isEmpty: Bool { bounds.isEmpty }

    /// Whether the pixel in column `x` and row `y` of the *frame* belongs to the object; outside it is background.
    public subscript(x: Int, y: Int) -> Bool {
        bounds.contains(x: x, y: y) && mask[x - bounds.x, y - bounds.y]
    }

    /// The same object with the smallest possible ``bounds``. Cost: a look at what is outside them, and a copy if there
    /// is anything.
    public func trimmed() -> PlacedMask {
        guard let (left, right, top, bottom) = mask.sidesOfObject else {
            return .empty(frameWidth: frameWidth, frameHeight: frameHeight)
        }
        if left == 0 && top == 0 && right == mask.width - 1 && bottom == mask.height - 1 { return self }
        let width = right - left + 1
        var pixels: [UInt8] = []
        pixels.reserveCapacity(width * (bottom - top + 1))
        for y in top...bottom {
            let start = y * mask.width + left
            pixels.append(contentsOf: mask.pixels[start..<(start + width)])
        }
        return PlacedMask(
            frameWidth: frameWidth, frameHeight: frameHeight,
            bounds: PixelRect(x: bounds.x + left, y: bounds.y + top, width: width, height: bottom - top + 1),
            mask: Mask(width: width, height: bottom - top + 1, pixels: pixels))
    }

    /// The mask of the whole frame. Cost: one pass over the frame.
    public func fullFrame() -> Mask {
        var pixels = [UInt8](repeating: 0, count: frameWidth * frameHeight)
        for y in 0..<mask.height {
            let target = (bounds.y + y) * frameWidth + bounds.x
            let source = y * mask.width
            pixels.replaceSubrange(target..<(target + mask.width), with: mask.pixels[source..<(source + mask.width)])
        }
        return Mask(width: frameWidth, height: frameHeight, pixels: pixels)
    }
}

extension PlacedMask {
    /// The pixels that belong to either object; both must lie in frames of one size.
    public func union(_ other: PlacedMask) -> PlacedMask {
        precondition(frameWidth == other.frameWidth && frameHeight == other.frameHeight)
        if isEmpty { return other }
        if other.isEmpty { return self }
        let x = min(bounds.x, other.bounds.x)
        let y = min(bounds.y, other.bounds.y)
        let joint = PixelRect(
            x: x, y: y, width: max(bounds.maxX, other.bounds.maxX) - x, height: max(bounds.maxY, other.bounds.maxY) - y)
        var pixels = [UInt8](repeating: 0, count: joint.width * joint.height)
        for part in [self, other] {
            for row in 0..<part.bounds.height {
                let target = (part.bounds.y + row - y) * joint.width + part.bounds.x - x
                for column in 0..<part.bounds.width {
                    pixels[target + column] |= part.mask.pixels[row * part.bounds.width + column]
                }
            }
        }
        return PlacedMask(
            frameWidth: frameWidth, frameHeight: frameHeight, bounds: joint,
            mask: Mask(width: joint.width, height: joint.height, pixels: pixels))
    }
}

extension Mask {
    /// First and last column and row with an object pixel.
    fileprivate var sidesOfObject: (left: Int, right: Int, top: Int, bottom: Int)? {
        pixels.withUnsafeBytes { pixels in
            func hasObject(_ row: Int) -> Bool {
                let range = (row * width)..<((row + 1) * width)
                return pixels.firstObject(in: range) < range.upperBound
            }
            guard let top = (0..<height).first(where: hasObject), let bottom = (top..<height).last(where: hasObject)
            else { return nil }
            var (left, right) = (width, -1)
            for row in top...bottom {
                // Only what is outside the columns of the rows before can change anything.
                let start = row * width
                left = pixels.firstObject(in: start..<(start + left)) - start
                right = pixels.lastObject(in: (start + right + 1)..<(start + width)) - start
            }
            return (left, right, top, bottom)
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
