// SPDX-License-Identifier: Apache-2.0

/// A binary picture: 1 is object, 0 is background, rows from top to bottom.
public struct Mask: Hashable, Sendable {
    /// Number of pixels in a row.
    public let width: Int
    /// Number of rows.
    public let height: Int
    /// `width * height` values, each 0 or 1.
    public var pixels: [UInt8]

    /// Takes `pixels` as they are; their number must be `width * height` and each must be 0 or 1.
    public init(width: Int, height: Int, pixels: [UInt8]) {
        precondition(width >= 0 && height >= 0 && pixels.count == width * height)
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

    /// Number of object pixels. Cost: one pass.
    public var area: Int {
        pixels.reduce(into: 0) { $0 += Int($1) }
    }
}
