// SPDX-License-Identifier: Apache-2.0

public import Raster

/// A closed polygon in the plane of a ``Point``: x in 0 ... width, y in 0 ... height, (0, 0) the outer corner of the
/// top left pixel.
public struct Polygon: Hashable, Sendable {
    /// The corners in order, the first not repeated at the end; empty, or at least three.
    public let points: [Point]

    /// The polygon with these corners.
    public init(points: [Point]) {
        self.points = points
    }

    /// Whether the polygon has no corners: the outline of no object.
    public var isEmpty: Bool { points.isEmpty }

    /// Area in pixels by the shoelace formula.
    public var area: Double {
        guard var previous = points.last else { return 0 }
        let origin = previous
        var doubled = 0.0
        for point in points {
            doubled += (previous.x - origin.x) * (point.y - origin.y) - (point.x - origin.x) * (previous.y - origin.y)
            previous = point
        }
        return abs(doubled) / 2
    }

    /// Whether `point` is inside by the even-odd rule. Of points on an edge, those on a left or top edge are inside.
    public func contains(_ point: Point) -> Bool {
        guard var previous = points.last else { return false }
        var inside = false
        for next in points {
            if let x = crossing(previous, next, y: point.y), x <= point.x { inside.toggle() }
            previous = next
        }
        return inside
    }
}

/// Where the edge from `a` to `b` meets the horizontal line at `y`; nil if it does not. The upper end belongs to the
/// edge and the lower one does not, so that a line through a corner meets the polygon an even number of times.
@inline(__always)
func crossing(_ a: Point, _ b: Point, y: Double) -> Double? {
    let (top, bottom) = a.y <= b.y ? (a, b) : (b, a)
    guard top.y <= y && y < bottom.y else { return nil }
    return top.x + (y - top.y) * (bottom.x - top.x) / (bottom.y - top.y)
}
