// SPDX-License-Identifier: Apache-2.0

import DrawingKit
import Outline
import Raster

extension Mask {
    /// A mask drawn with digits, a line a row: `1` (or any other sign) is object, `0` and `.` are background.
    init(_ picture: String) {
        let signs = Signs(picture)
        self.init(
            width: signs.width, height: signs.height, pixels: signs.all.map { $0 == "0" || $0 == "." ? 0 : 1 })
    }

    /// The mask as a picture, to compare with one drawn by hand.
    var picture: String {
        (0..<height).map { y in (0..<width).map { self[$0, y] ? "1" : "0" }.joined() }.joined(separator: "\n")
    }

    /// The mask of the pixels for which `isObject` holds.
    init(width: Int, height: Int, where isObject: (_ x: Int, _ y: Int) -> Bool) {
        self.init(width: width, height: height)
        for y in 0..<height {
            for x in 0..<width where isObject(x, y) { self[x, y] = true }
        }
    }
}

extension Polygon {
    /// A polygon from pairs of numbers.
    init(_ points: [(Double, Double)]) {
        self.init(points: points.map { Point(x: $0.0, y: $0.1) })
    }

    /// The edges, the last one back to the first corner.
    var edges: [(Point, Point)] {
        points.indices.map { (points[$0], points[($0 + 1) % points.count]) }
    }
}

extension Contour {
    /// The corners as text, "x,y x,y ...".
    var path: String { corners.map { "\($0.x),\($0.y)" }.joined(separator: " ") }
}
