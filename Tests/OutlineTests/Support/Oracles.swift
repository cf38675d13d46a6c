// SPDX-License-Identifier: Apache-2.0

import Outline
import Raster

/// What the fast code must agree with, written so that it can't be wrong in the same way: slow and plain.
enum Oracle {
    /// The component of a pixel by flooding from it to neighbours that share a side.
    static func component(of mask: Mask, x: Int, y: Int) -> Mask {
        flooded(mask, from: [(x, y)], steps: [(1, 0), (-1, 0), (0, 1), (0, -1)])
    }

    /// `mask` and its holes: everything that the background outside, which also flows through corners, can't reach.
    static func filled(_ mask: Mask) -> Mask {
        let background = Mask(width: mask.width + 2, height: mask.height + 2) { x, y in
            let isInside = x > 0 && y > 0 && x <= mask.width && y <= mask.height
            return !(isInside && mask[x - 1, y - 1])
        }
        let steps = (-1...1).flatMap { dy in (-1...1).map { dx in (dx, dy) } }
        let outside = flooded(background, from: [(0, 0)], steps: steps)
        return Mask(width: mask.width, height: mask.height) { x, y in !outside[x + 1, y + 1] }
    }

    private static func flooded(_ mask: Mask, from seeds: [(Int, Int)], steps: [(Int, Int)]) -> Mask {
        var result = Mask(width: mask.width, height: mask.height)
        var open = seeds
        while let (x, y) = open.popLast() {
            guard x >= 0, y >= 0, x < mask.width, y < mask.height, mask[x, y], !result[x, y] else { continue }
            result[x, y] = true
            for (dx, dy) in steps { open.append((x + dx, y + dy)) }
        }
        return result
    }

    /// All 4-connected components, in the order in which rows from the top first meet them.
    static func components(of mask: Mask) -> [Mask] {
        var rest = mask
        var result: [Mask] = []
        while let first = rest.pixels.firstIndex(of: 1) {
            let component = component(of: rest, x: first % mask.width, y: first / mask.width)
            for index in rest.pixels.indices where component.pixels[index] == 1 { rest.pixels[index] = 0 }
            result.append(component)
        }
        return result
    }

    /// Whether no two edges have a point in common, but for the corner that neighbours share: every pair is tried.
    static func isSimple(_ polygon: Polygon) -> Bool {
        let edges = polygon.edges
        guard edges.count >= 3 else { return false }
        for i in edges.indices {
            if edges[i].0 == edges[i].1 { return false }
            for j in edges.indices.dropFirst(i + 1) {
                if !boxesMeet(edges[i], edges[j]) { continue }
                let shared = j == i + 1 ? edges[i].1 : (i == 0 && j == edges.count - 1 ? edges[i].0 : nil)
                if commonPoint(edges[i], edges[j], except: shared) { return false }
            }
        }
        return true
    }

    private static func boxesMeet(_ a: (Point, Point), _ b: (Point, Point)) -> Bool {
        max(a.0.x, a.1.x) >= min(b.0.x, b.1.x) && max(b.0.x, b.1.x) >= min(a.0.x, a.1.x)
            && max(a.0.y, a.1.y) >= min(b.0.y, b.1.y) && max(b.0.y, b.1.y) >= min(a.0.y, a.1.y)
    }

    private static func commonPoint(_ a: (Point, Point), _ b: (Point, Point), except shared: Point?) -> Bool {
        // Any common point of two segments is a proper crossing or an end of one that lies on the other.
        func side(_ p: Point, _ q: Point, _ r: Point) -> Double {
            (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)
        }
        func isOn(_ p: Point, _ s: (Point, Point)) -> Bool {
            side(s.0, s.1, p) == 0 && min(s.0.x, s.1.x) <= p.x && p.x <= max(s.0.x, s.1.x)
                && min(s.0.y, s.1.y) <= p.y && p.y <= max(s.0.y, s.1.y)
        }
        for (end, other) in [(a.0, b), (a.1, b), (b.0, a), (b.1, a)] where end != shared {
            if isOn(end, other) { return true }
        }
        if shared != nil { return false }
        return side(a.0, a.1, b.0) * side(a.0, a.1, b.1) < 0 && side(b.0, b.1, a.0) * side(b.0, b.1, a.1) < 0
    }

    /// The Hausdorff distance between two polygons' borders, from points `spacing` apart and all corners.
    static func distance(_ a: Polygon, _ b: Polygon, spacing: Double = 0.3) -> Double {
        max(farthest(from: a, to: b, spacing), farthest(from: b, to: a, spacing))
    }

    private static func farthest(from a: Polygon, to b: Polygon, _ spacing: Double) -> Double {
        var largest = 0.0
        let others = b.edges
        for (start, end) in a.edges {
            let (dx, dy) = (end.x - start.x, end.y - start.y)
            let steps = max(1, Int(((dx * dx + dy * dy).squareRoot() / spacing).rounded(.up)))
            for step in 0..<steps {
                let t = Double(step) / Double(steps)
                let point = Point(x: start.x + t * dx, y: start.y + t * dy)
                var nearest = Double.infinity
                for other in others where nearest > largest {
                    // Beside the edge's box by more than the nearest so far: no need for the exact distance.
                    let besideX = max(min(other.0.x, other.1.x) - point.x, point.x - max(other.0.x, other.1.x))
                    let besideY = max(min(other.0.y, other.1.y) - point.y, point.y - max(other.0.y, other.1.y))
                    if max(besideX, besideY) > nearest { continue }
                    nearest = min(nearest, distance(point, other))
                }
                largest = max(largest, nearest)
            }
        }
        return largest
    }

    private static func distance(_ p: Point, _ s: (Point, Point)) -> Double {
        let (dx, dy) = (s.1.x - s.0.x, s.1.y - s.0.y)
        let t = min(max(((p.x - s.0.x) * dx + (p.y - s.0.y) * dy) / max(dx * dx + dy * dy, 1e-12), 0), 1)
        let (ex, ey) = (p.x - s.0.x - t * dx, p.y - s.0.y - t * dy)
        return (ex * ex + ey * ey).squareRoot()
    }

    /// Intersection over union of two masks.
    static func iou(_ a: Mask, _ b: Mask) -> Double {
        let both = zip(a.pixels, b.pixels)
        let union = both.reduce(0) { $0 + Int($1.0 | $1.1) }
        return union == 0 ? 1 : Double(both.reduce(0) { $0 + Int($1.0 & $1.1) }) / Double(union)
    }
}
