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
    public private(set) var bounds: PixelRect
    /// The pixels of ``bounds``; its size is the size of ``bounds``.
    public private(set) var mask: Mask

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
        let whole = PixelRect(width: mask.width, height: mask.height)
        self = PlacedMask(frameWidth: mask.width, frameHeight: mask.height, bounds: whole, mask: mask).trimmed()
    }

    /// A frame without an object.
    public static func empty(frameWidth: Int, frameHeight: Int) -> PlacedMask {
        PlacedMask(
            frameWidth: frameWidth, frameHeight: frameHeight,
            bounds: PixelRect(width: 0, height: 0), mask: Mask(width: 0, height: 0))
    }

    /// All of the frame.
    public var frame: PixelRect { PixelRect(width: frameWidth, height: frameHeight) }

    /// Whether there is no object. After ``trimmed()`` this is the same as having no object pixel.
    public var isEmpty: Bool { bounds.isEmpty }

    /// Whether the pixel in column `x` and row `y` of the *frame* belongs to the object; outside it is background.
    public subscript(x: Int, y: Int) -> Bool {
        bounds.contains(x: x, y: y) && mask[x - bounds.x, y - bounds.y]
    }

    /// Makes ``bounds`` as small as possible. Cost: a look at what is outside the object, and if there is anything, moving
    /// the rest together where it lies.
    public mutating func trim() {
        crop(to: mask.bounds.moved(x: bounds.x, y: bounds.y))
    }

    /// The same object with the smallest possible ``bounds``.
    public func trimmed() -> PlacedMask {
        var trimmed = self
        trimmed.trim()
        return trimmed
    }

    /// Removes what is outside of `rect`, which may be anywhere.
    public mutating func crop(to rect: PixelRect) {
        let common = bounds.intersection(rect)
        guard !common.isEmpty else {
            self = .empty(frameWidth: frameWidth, frameHeight: frameHeight)
            return
        }
        mask.crop(to: common.moved(x: -bounds.x, y: -bounds.y))
        bounds = common
    }

    /// Sets pixels of the frame. Cost: a copy of the mask if ``bounds`` has to grow.
    public mutating func fill(_ rects: [PixelRect], with isObject: Bool) {
        let rects = rects.map { frame.intersection($0) }.filter { !$0.isEmpty }
        if isObject { grow(toHold: rects) }
        for rect in rects.map({ bounds.intersection($0) }) {
            for y in rect.y..<rect.maxY {
                for x in rect.x..<rect.maxX { mask[x - bounds.x, y - bounds.y] = isObject }
            }
        }
    }

    /// Makes ``bounds`` hold some rectangles in the frame, too.
    private mutating func grow(toHold rects: [PixelRect]) {
        let joint = rects.reduce(bounds) { $0.union($1) }
        guard joint != bounds else { return }
        var pixels = [UInt8](repeating: 0, count: joint.width * joint.height)
        for row in 0..<bounds.height where !bounds.isEmpty {
            let target = (bounds.y + row - joint.y) * joint.width + bounds.x - joint.x
            let source = row * bounds.width
            pixels.replaceSubrange(
                target..<(target + bounds.width), with: mask.pixels[source..<(source + bounds.width)])
        }
        mask = Mask(width: joint.width, height: joint.height, pixels: pixels)
        bounds = joint
    }

    /// The mask of the whole frame. Cost: one pass over the frame.
    public func fullFrame() -> Mask {
        var whole = self
        whole.grow(toHold: [frame])
        return whole.mask
    }
}

extension PlacedMask {
    /// The pixels that belong to either object; both must lie in frames of one size.
    public func union(_ other: PlacedMask) -> PlacedMask {
        precondition(frameWidth == other.frameWidth && frameHeight == other.frameHeight)
        if isEmpty { return other }
        if other.isEmpty { return self }
        var joint = self
        joint.grow(toHold: [other.bounds])
        let place = other.bounds.moved(x: -joint.bounds.x, y: -joint.bounds.y)
        for row in 0..<place.height {
            let target = (place.y + row) * joint.bounds.width + place.x
            for column in 0..<place.width {
                joint.mask.pixels[target + column] |= other.mask.pixels[row * place.width + column]
            }
        }
        return joint
    }
}
