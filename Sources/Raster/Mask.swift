// SPDX-License-Identifier: Apache-2.0

/// A binary picture: 1 is object, 0 is background, rows from top to bottom.
public struct Mask: Hashable, Sendable {
    /// Number of pixels in a row.
    public private(set) var width: Int
    /// Number of rows.
    public private(set) var height: Int
    /// `width * height` values, each 0 or 1.
    public package(set) var pixels: [UInt8]

    /// Takes `pixels` as they are; their number must be `width * height` and each must be 0 or 1. Cost: one pass to see that.
    public init(width: Int, height: Int, pixels: [UInt8]) {
        precondition(width >= 0 && height >= 0 && pixels.count == width * height)
        precondition(pixels.reduce(0, |) <= 1, "a pixel of a mask is 0 or 1")
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// A mask of background only.
    public init(width: Int, height: Int) {
        self.init(width: width, height: height, pixels: [UInt8](repeating: 0, count: width * height))
    }

    /// Whether the pixel in column `x` and row `y` belongs to the object. Both must lie inside the mask.
    public subscript(x: Int, y: Int) -> Bool {
        get { pixels[y * width + x] != 0 }
        set { pixels[y * width + x] = newValue ? 1 : 0 }
    }

    /// Keeps only the part inside `rect`, which must lie inside the mask. Cost: its rows are moved together where they lie.
    public mutating func crop(to rect: PixelRect) {
        precondition(rect.x >= 0 && rect.y >= 0 && rect.maxX <= width && rect.maxY <= height)
        guard rect.width < width || rect.height < height else { return }
        let count = rect.width * rect.height
        pixels.withUnsafeMutableBufferPointer { pixels in
            guard let base = pixels.baseAddress else { return }
            for row in 0..<rect.height {
                (base + row * rect.width).update(from: base + (rect.y + row) * width + rect.x, count: rect.width)
            }
        }
        pixels.removeLast(pixels.count - count)
        width = rect.width
        height = rect.height
    }

    /// Only the part inside `rect`, which must lie inside the mask. Cost: a copy of that part.
    public func cropped(to rect: PixelRect) -> Mask {
        precondition(rect.x >= 0 && rect.y >= 0 && rect.maxX <= width && rect.maxY <= height)
        var part: [UInt8] = []
        part.reserveCapacity(rect.width * rect.height)
        for y in rect.y..<rect.maxY { part += pixels[(y * width + rect.x)..<(y * width + rect.maxX)] }
        return Mask(width: rect.width, height: rect.height, pixels: part)
    }

    /// Number of object pixels. Cost: one pass.
    public var area: Int {
        pixels.reduce(into: 0) { $0 += Int($1) }
    }
}
