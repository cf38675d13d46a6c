// SPDX-License-Identifier: Apache-2.0

import Raster

/// How the pixels of a view lie on the frame: a rectangle of the frame, scaled to a bounded size.
struct ViewGeometry: Hashable, Sendable {
    /// The rectangle of the frame that the view shows.
    let rect: PixelRect
    /// Size of the view in its own pixels.
    let width: Int
    let height: Int

    /// The geometry in which the longer side of `rect` becomes at most `side` view pixels.
    ///
    /// A rectangle shorter than half of `side` is enlarged twice, so that small objects get enough basins.
    init(rect: PixelRect, side: Int) {
        var scale = min(1, Float(side) / Float(rect.longerSide))
        if 2 * rect.longerSide < side { scale = 2 }
        self.rect = rect
        width = max(2, Int((Float(rect.width) * scale).rounded()))
        height = max(2, Int((Float(rect.height) * scale).rounded()))
    }

    /// View pixels per frame pixel, along x and y.
    var scaleX: Float { Float(width) / Float(rect.width) }
    var scaleY: Float { Float(height) / Float(rect.height) }

    var pixelCount: Int { width * height }
    /// Length of the view's diagonal in view pixels.
    var diagonal: Float { hypotenuse(Float(width), Float(height)) }

    /// Place in the view, in view pixels, of the centre of a frame pixel.
    func location(of pixel: FramePixel) -> ViewPoint {
        ViewPoint(
            x: (Float(pixel.x - rect.x) + 0.5) * scaleX,
            y: (Float(pixel.y - rect.y) + 0.5) * scaleY)
    }

    /// Index of the view pixel that holds `point`, moved into the view if it is outside.
    func pixelIndex(at point: ViewPoint) -> Int {
        let x = min(width - 1, max(0, Int(point.x)))
        let y = min(height - 1, max(0, Int(point.y)))
        return y * width + x
    }

    /// Distance from a place in the view to its nearest edge, as a share of the diagonal.
    func edgeDistance(of point: ViewPoint) -> Float {
        min(min(point.x, Float(width) - point.x), min(point.y, Float(height) - point.y)) / diagonal
    }

    /// Whether the whole frame pixel's column and row are shown by the view.
    func shows(_ pixel: FramePixel) -> Bool { rect.contains(x: pixel.x, y: pixel.y) }
}

/// A pixel of the frame, by column and row.
struct FramePixel: Hashable, Sendable {
    var x: Int
    var y: Int
}

/// A place in a view, in view pixels from its top left corner.
struct ViewPoint: Hashable, Sendable {
    var x: Float
    var y: Float

    func distance(to other: ViewPoint) -> Float { hypotenuse(x - other.x, y - other.y) }
}
