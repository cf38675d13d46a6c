// SPDX-License-Identifier: Apache-2.0

import Raster

/// The object after some clicks, as a mask at the resolution of the view in which it was found.
struct Solution: Sendable {
    let geometry: ViewGeometry
    private let packed: PackedMask
    /// The mask's bounding box in pixels of the frame; nil if the mask is empty.
    let bounds: FrameBounds?
    /// Expected overlap with the object (see ``RegionLabelling/expectedOverlap``).
    let expectedOverlap: Float

    /// - Parameter mask: One byte a view pixel, 1 for object.
    init(_ geometry: ViewGeometry, mask: [UInt8], expectedOverlap: Float) {
        self.geometry = geometry
        packed = PackedMask(mask)
        self.expectedOverlap = expectedOverlap
        bounds = FrameBounds(mask, geometry)
    }

    /// One byte a view pixel, 1 for object. Cost: one pass.
    var mask: [UInt8] { packed.pixels }

    /// Share of the view that the mask covers, 0...1.
    var shareOfView: Float { Float(packed.area) / Float(packed.count) }

    /// Whether the mask covers a pixel of the frame.
    func covers(_ pixel: FramePixel) -> Bool {
        guard geometry.shows(pixel) else { return false }
        return packed[geometry.pixelIndex(at: geometry.location(of: pixel))]
    }
}

/// A rectangle in the frame, in pixels and fractions of them.
struct FrameBounds: Hashable, Sendable {
    var minX: Float
    var minY: Float
    var maxX: Float
    var maxY: Float

    /// The rectangle around the pixels of `mask` that are not 0.
    init?(_ mask: [UInt8], _ geometry: ViewGeometry) {
        let placed = Mask(width: geometry.width, height: geometry.height, pixels: mask).bounds
        guard !placed.isEmpty else { return nil }
        minX = Float(geometry.rect.x) + Float(placed.x) / geometry.scaleX
        minY = Float(geometry.rect.y) + Float(placed.y) / geometry.scaleY
        maxX = Float(geometry.rect.x) + Float(placed.maxX) / geometry.scaleX
        maxY = Float(geometry.rect.y) + Float(placed.maxY) / geometry.scaleY
    }

    init(_ box: PixelBox) {
        minX = Float(box.rect.x)
        minY = Float(box.rect.y)
        maxX = Float(box.rect.maxX)
        maxY = Float(box.rect.maxY)
    }

    init(_ pixel: FramePixel) {
        minX = Float(pixel.x)
        minY = Float(pixel.y)
        maxX = minX + 1
        maxY = minY + 1
    }

    /// The longer of the two sides.
    var longerSide: Float { max(maxX - minX, maxY - minY) }

    mutating func include(_ pixel: FramePixel) {
        let other = FrameBounds(pixel)
        minX = min(minX, other.minX)
        minY = min(minY, other.minY)
        maxX = max(maxX, other.maxX)
        maxY = max(maxY, other.maxY)
    }
}
