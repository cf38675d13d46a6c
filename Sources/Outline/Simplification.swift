// SPDX-License-Identifier: Apache-2.0

import Raster

/// Finds a simple polygon with few vertices near a contour.
///
/// 1. The contour is split until every piece is nearly straight (Ramer 1972, Douglas & Peucker 1973), and pieces that
///    are straight together are joined again.
/// 2. Each vertex is put where the lines that fit the pieces before and after it meet (Selinger 2003, "Potrace",
///    section 2.3). So an edge runs through the middle of the steps of a staircase: chords from corner to corner would lie
///    outside of convex and inside of concave bends.
/// 3. Each edge is checked, and where it fails, the polygon follows the contour more closely: first the vertices go
///    back to the contour, then the piece is split. This ends, at the latest, with the polygon through all anchors of
///    the contour (see ``ContourPath``), which passes every check.
struct Simplification {
    private let path: ContourPath
    /// Largest distance in pixels between the polygon and the contour, from either to the other.
    private let tolerance: Double
    /// How far in pixels a piece may be from straight.
    private let straightness: Double
    /// The vertices stay in 0 ... width and 0 ... height of it.
    private let frame: PixelRect
    /// Pixels of the object whose centres must stay inside.
    private let kept: [PixelCorner]

    /// - Parameters:
    ///   - contour: An outer contour.
    ///   - tolerance: Largest distance from it in pixels; at least 1/2, so that all its anchors are near enough.
    ///   - frame: A rectangle from (0, 0) that contains the contour.
    ///   - kept: Pixels inside of the contour that must be inside of the polygon too.
    init(_ contour: Contour, tolerance: Double, frame: PixelRect, keeping kept: [PixelCorner]) {
        path = ContourPath(contour)
        self.tolerance = tolerance
        straightness = tolerance * Self.straightness(of: contour)
        self.frame = frame
        self.kept = kept
    }

    /// How far a piece may be from straight, as a part of the tolerance. Edges are a little further away than that from
    /// the contour, as their ends are shared with their neighbours and rounded.
    ///
    /// With 0.6 an object of ordinary size keeps an IoU of 0.998 with a quarter of its corners, at a tolerance of one
    /// pixel. What is small or thin has much border for its area and would lose more of itself.
    private static func straightness(of contour: Contour) -> Double {
        let area = contour.signedArea
        // With less than the 0.35 pixels between a diagonal staircase and its middle, every corner is kept.
        if area < 50 { return 0.3 }
        return contour.length * 10 > area ? 0.5 : 0.6
    }

    /// A corner of the contour between two pieces.
    struct Break: Hashable {
        let corner: Int
        /// Whether the vertex is at the anchor of the corner, and no longer where the fitted lines meet.
        var isPinned: Bool
    }

    /// Checks before the pieces that still fail are no longer halved but followed corner by corner, and before all are.
    private static let patience = (halving: 12, all: 24)

    /// The polygon: at least three vertices, no two edges with a point in common but for a shared vertex.
    func vertices() -> [Vertex] {
        var breaks = joined(splitIntoStraightPieces())
        for round in 0..<Self.patience.all {
            let vertices = breaks.indices.map { vertex(at: $0, of: breaks) }
            let failed = failedEdges(vertices, breaks)
            if !failed.contains(true) { return vertices }
            breaks = refined(breaks, where: failed, fully: round >= Self.patience.halving)
        }
        return path.anchors.map { Vertex($0) }
    }

    // MARK: Where to split

    private func splitIntoStraightPieces() -> [Break] {
        var isBreak = [Bool](repeating: false, count: path.count)
        let opposite = path.farthestCorner(from: 0, to: 0) ?? path.count / 2
        isBreak[0] = true
        isBreak[opposite] = true
        var pieces = [(start: 0, end: opposite, depth: 0), (start: opposite, end: 0, depth: 0)]
        while let (start, end, depth) = pieces.popLast() {
            if path.isStraight(from: start, to: end, within: straightness) { continue }
            // Splitting at the farthest corner may cut off a little at a time: after so many splits, cut in halves.
            let farthest = depth < 40 ? path.farthestCorner(from: start, to: end) : nil
            let middle = farthest ?? (start + path.runCount(from: start, to: end) / 2) % path.count
            isBreak[middle] = true
            pieces.append((start: start, end: middle, depth: depth + 1))
            pieces.append((start: middle, end: end, depth: depth + 1))
        }
        let corners = isBreak.indices.filter { isBreak[$0] }
        return corners.map { Break(corner: $0, isPinned: false) }
    }

    /// Takes out the breaks between pieces that are straight together, as long as three are left.
    private func joined(_ breaks: [Break]) -> [Break] {
        guard breaks.count > 3 else {
            return breaks.count == 3 ? breaks : path.corners.indices.map { Break(corner: $0, isPinned: true) }
        }
        var kept: [Break] = [breaks[0]]
        var left = breaks.count
        for index in breaks.indices.dropFirst() {
            let end = breaks[index + 1 == breaks.count ? 0 : index + 1].corner
            if left > 3, path.isStraight(from: kept[kept.count - 1].corner, to: end, within: straightness) {
                left -= 1
            } else {
                kept.append(breaks[index])
            }
        }
        if left > 3, path.isStraight(from: kept[left - 1].corner, to: kept[1].corner, within: straightness) {
            kept.removeFirst()
        }
        return kept
    }

    // MARK: Where to put a vertex

    private func vertex(at index: Int, of breaks: [Break]) -> Vertex {
        let corner = breaks[index].corner
        if breaks[index].isPinned { return Vertex(path.anchors[corner]) }
        let before = breaks[index == 0 ? breaks.count - 1 : index - 1].corner
        let after = breaks[index + 1 == breaks.count ? 0 : index + 1].corner
        let place = meetingPlace(
            path.line(from: before, to: corner), path.line(from: corner, to: after), near: path.corners[corner])
        return Vertex(
            Vector(x: min(max(place.x, 0), Double(frame.maxX)), y: min(max(place.y, 0), Double(frame.maxY))))
    }

    /// The place with the smallest sum of squared distances from two lines, not further from `corner` than allowed.
    ///
    /// The distance from the lines' point nearest to the corner counts a little too: it decides where lines are
    /// nearly parallel.
    private func meetingPlace(_ first: FittedLine, _ second: FittedLine, near corner: Vector) -> Vector {
        let pull = 0.02
        let home = (first.projection(of: corner) + second.projection(of: corner)) * 0.5 - corner
        var (xx, xy, yy) = (pull, 0.0, pull)
        var right = home * pull
        for line in [first, second] {
            let normal = Vector(x: -line.direction.y, y: line.direction.x)
            xx += normal.x * normal.x
            xy += normal.x * normal.y
            yy += normal.y * normal.y
            right = right + normal * normal.dot(line.point - corner)
        }
        let determinant = xx * yy - xy * xy
        let shift = Vector(x: (right.x * yy - right.y * xy), y: (right.y * xx - right.x * xy)) * (1 / determinant)
        let longest = tolerance * 0.9
        return corner + (shift.length > longest ? shift * (longest / shift.length) : shift)
    }

    // MARK: Checks

    private func failedEdges(_ vertices: [Vertex], _ breaks: [Break]) -> [Bool] {
        var failed = meetingEdges(vertices)
        for index in breaks.indices where !failed[index] {
            let next = index + 1 == breaks.count ? 0 : index + 1
            failed[index] = !path.isWithin(
                tolerance, ofSegmentFrom: vertices[index].place, to: vertices[next].place,
                from: breaks[index].corner, to: breaks[next].corner)
        }
        let polygon = Polygon(vertices)
        for pixel in kept where !polygon.contains(pixel.centre) {
            markEdges(near: Vector(x: pixel.centre.x, y: pixel.centre.y), of: vertices, in: &failed)
        }
        return failed
    }

    /// Marks the edges that are near enough to `place` to have passed over it on their way from the contour.
    private func markEdges(near place: Vector, of vertices: [Vertex], in failed: inout [Bool]) {
        for index in vertices.indices {
            let end = vertices[index + 1 == vertices.count ? 0 : index + 1].place
            if squaredDistance(from: place, toSegmentFrom: vertices[index].place, to: end) <= tolerance * tolerance {
                failed[index] = true
            }
        }
    }

    private func refined(_ breaks: [Break], where failed: [Bool], fully: Bool) -> [Break] {
        var result: [Break] = []
        for index in breaks.indices {
            let next = index + 1 == breaks.count ? 0 : index + 1
            let previous = index == 0 ? breaks.count - 1 : index - 1
            let (start, end) = (breaks[index].corner, breaks[next].corner)
            result.append(
                Break(corner: start, isPinned: breaks[index].isPinned || failed[index] || failed[previous]))
            guard failed[index] else { continue }
            if fully {
                for step in 1..<path.runCount(from: start, to: end) {
                    result.append(Break(corner: (start + step) % path.count, isPinned: true))
                }
            } else if breaks[index].isPinned && breaks[next].isPinned,
                let middle = path.farthestCorner(from: start, to: end)
            {
                result.append(Break(corner: middle, isPinned: true))
            }
        }
        return result
    }
}
