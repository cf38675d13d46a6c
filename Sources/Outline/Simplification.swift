// SPDX-License-Identifier: Apache-2.0

import Raster

/// Finds a simple polygon with few vertices near a contour.
///
/// 1. The contour is cut into pieces that are nearly straight (``straightPieces(of:within:)``).
/// 2. Each vertex is put where the lines that fit the pieces before and after it meet (``meetingPlace``). So an edge
///    runs through the middle of the steps of a staircase: chords from corner to corner would lie outside of convex
///    bends and inside of concave ones.
/// 3. Each edge is checked, and where it fails, the polygon follows the contour more closely: first the vertices go
///    back to the contour, then the piece is split. This ends, at the latest, with the polygon through all anchors of
///    the contour (see ``ContourPath``), which passes every check.
struct Simplification {
    private let path: ContourPath
    /// Largest distance in pixels between the polygon and the contour, from either to the other.
    private let tolerance: Double
    /// How far in pixels a piece may be from straight: less than the tolerance, as the ends of the edge that comes of it
    /// are shared with its neighbours and rounded.
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

    /// How far a piece may be from straight, as a part of the tolerance.
    ///
    /// A thin or small object has much border for its area, and would lose more of itself than a thick one: pieces are
    /// straighter the thinner it is. At a tolerance of one pixel this keeps an IoU of 0.998 with a fifth of the
    /// corners, and one above 0.99 for objects of more than 1000 pixels.
    private static func straightness(of contour: Contour) -> Double {
        // A square of side s has s / 4.
        let thickness = Double(contour.signedArea) / Double(contour.length)
        // From the corners of a diagonal staircase to its middle it is 0.35 pixels: with less, nothing is simplified.
        return contour.signedArea < 50 ? 0.3 : min(max(0.4 + 0.015 * thickness, 0.5), 0.75)
    }

    /// Checks before the pieces that still fail are no longer halved but followed corner by corner, and before all are.
    private static let patience = (halving: 12, all: 24)

    /// The polygon: at least three vertices, no two edges with a point in common but for a shared vertex.
    func vertices() -> [Vertex] {
        var breaks = straightPieces(of: path, within: straightness)
        for round in 0..<Self.patience.all {
            let vertices = breaks.indices.map { vertex(at: $0, of: breaks) }
            let failed = failedEdges(vertices, breaks)
            if !failed.contains(true) { return vertices }
            breaks = refined(breaks, where: failed, fully: round >= Self.patience.halving)
        }
        return path.anchors.map { Vertex($0) }
    }

    /// The vertex of a break.
    private func vertex(at index: Int, of breaks: [Break]) -> Vertex {
        let corner = breaks[index].corner
        if breaks[index].isPinned { return Vertex(path.anchors[corner]) }
        let before = breaks[index == 0 ? breaks.count - 1 : index - 1].corner
        let after = breaks[index + 1 == breaks.count ? 0 : index + 1].corner
        let place = meetingPlace(
            path.line(from: before, to: corner), path.line(from: corner, to: after), near: path.corners[corner],
            // Rounding to quarters of a pixel may add 0.18; then it is as far as any place may be.
            notFurtherThan: tolerance - 0.18)
        return Vertex(
            Vector(x: min(max(place.x, 0), Double(frame.maxX)), y: min(max(place.y, 0), Double(frame.maxY))))
    }

    /// Which edges fail: they meet others, leave the contour too far aside, or have lost a pixel that is to be kept.
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

    /// The breaks for another try: both ends of a failed edge are pinned, and its piece is split if they were already.
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
