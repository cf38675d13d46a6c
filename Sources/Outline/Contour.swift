// SPDX-License-Identifier: Apache-2.0

import Raster

/// A corner of a pixel: (x, y) is the top left corner of the pixel in column `x` and row `y`.
public struct PixelCorner: Hashable, Sendable {
    /// Distance from the left edge of the mask in pixels, 0 ... width.
    public let x: Int
    /// Distance from the top edge of the mask in pixels, 0 ... height.
    public let y: Int

    /// The corner `x` pixels from the left and `y` pixels from the top.
    public init(x: Int, y: Int) {
        self.x = x
        self.y = y
    }

    /// The centre of the pixel whose top left corner this is.
    var centre: Point { Point(x: Double(x) + 0.5, y: Double(y) + 0.5) }
}

/// The exact border of a component, or of a hole in one: a closed walk along pixel edges, given by its turns.
///
/// The object lies on the right-hand side of the walk, so that an outer contour runs clockwise on the screen and the
/// contour of a hole the other way. Steps along an edge and steps along a row of pixels alternate. Where two pixels
/// of the component touch by a corner alone, the walk visits this corner twice, but never crosses itself.
public struct Contour: Hashable, Sendable {
    /// The turns of the walk in order; at least four, the first not repeated at the end.
    public let corners: [PixelCorner]
    /// Indices of the corners where another object pixel touches the turn by its corner: the walk may come by twice.
    let touching: [Int]

    init(corners: [PixelCorner], touching: [Int]) {
        self.corners = corners
        self.touching = touching
    }

    /// Area by the shoelace formula: the number of pixels inside of an outer contour, minus that number for a hole.
    public var signedArea: Int {
        var doubled = 0
        var previous = corners[corners.count - 1]
        for corner in corners {
            doubled += previous.x * corner.y - corner.x * previous.y
            previous = corner
        }
        return doubled / 2
    }

    /// Length of the walk in pixel edges.
    public var length: Int {
        var length = 0
        var previous = corners[corners.count - 1]
        for corner in corners {
            length += abs(corner.x - previous.x) + abs(corner.y - previous.y)
            previous = corner
        }
        return length
    }

    /// The contour as a polygon: all its corners.
    public var polygon: Polygon {
        Polygon(points: corners.map { Point(x: Double($0.x), y: Double($0.y)) })
    }

    /// The same walk, `x` columns further right and `y` rows further down.
    func moved(x: Int, y: Int) -> Contour {
        Contour(corners: corners.map { PixelCorner(x: $0.x + x, y: $0.y + y) }, touching: touching)
    }
}
