// SPDX-License-Identifier: Apache-2.0

import Raster

/// A corner of a simplified outline, in whole quarters of a pixel.
///
/// On this lattice the question whether two edges meet has an exact answer in integers, the anchors of a contour are
/// on it, and its numbers are short as text and survive CVAT's rounding to two decimals.
struct Vertex: Hashable {
    let x: Int
    let y: Int

    static let unitsPerPixel = 4

    init(x: Int, y: Int) {
        self.x = x
        self.y = y
    }

    /// The vertex nearest to a place given in pixels.
    init(_ place: Vector) {
        x = Int((place.x * Double(Self.unitsPerPixel)).rounded())
        y = Int((place.y * Double(Self.unitsPerPixel)).rounded())
    }

    /// The place in pixels.
    var place: Vector {
        Vector(x: Double(x) / Double(Self.unitsPerPixel), y: Double(y) / Double(Self.unitsPerPixel))
    }

    /// Positive if `c` is on the right-hand side of the way from this vertex to `b`, 0 if the three are in a line.
    func turn(to b: Vertex, to c: Vertex) -> Int {
        (b.x - x) * (c.y - y) - (b.y - y) * (c.x - x)
    }
}

/// Whether the segments `a b` and `c d` have a point in common, ends included.
func meet(_ a: Vertex, _ b: Vertex, _ c: Vertex, _ d: Vertex) -> Bool {
    // Boxes that meet, and each segment's ends not on one side of the other (Cormen et al., Introduction to
    // Algorithms, "Determining whether any pair of segments intersects"); only the signs are multiplied.
    guard
        max(a.x, b.x) >= min(c.x, d.x), max(c.x, d.x) >= min(a.x, b.x),
        max(a.y, b.y) >= min(c.y, d.y), max(c.y, d.y) >= min(a.y, b.y)
    else { return false }
    return a.turn(to: b, to: c).signum() * a.turn(to: b, to: d).signum() <= 0
        && c.turn(to: d, to: a).signum() * c.turn(to: d, to: b).signum() <= 0
}

/// Whether the edges `a b` and `b c`, one after the other, have more than `b` in common, or one has no length.
func foldsBack(_ a: Vertex, _ b: Vertex, _ c: Vertex) -> Bool {
    a.turn(to: b, to: c) == 0 && (b.x - a.x) * (c.x - b.x) + (b.y - a.y) * (c.y - b.y) <= 0
}

extension Polygon {
    init(_ vertices: [Vertex]) {
        self.init(points: vertices.map { Point(x: $0.place.x, y: $0.place.y) })
    }
}
