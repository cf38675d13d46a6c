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

    /// A corner of the contour for which the polygon has a vertex, and the edge from there to the next.
    private struct Joint {
        let corner: Int
        /// Whether the vertex is at the anchor of the corner.
        var isPinned: Bool
        var vertex: Vertex
        /// Whether the edge is known to be near enough to the contour.
        var isNear = false
    }

    /// The polygon: at least three vertices, no two edges with a point in common but for a shared vertex.
    func vertices() -> [Vertex] {
        var joints = joints(of: straightPieces(of: path, within: straightness))
        for round in 0..<Self.patience.all {
            let vertices = joints.map(\.vertex)
            let failed = failedEdges(vertices, &joints)
            if !failed.contains(true) { return vertices }
            joints = refined(joints, where: failed, fully: round >= Self.patience.halving)
        }
        return path.anchors.map { Vertex($0) }
    }

    /// The vertices where the lines meet that fit the pieces before and after a break.
    private func joints(of breaks: [Int]) -> [Joint] {
        let lines = breaks.indices.map { path.line(from: breaks[$0], to: breaks[$0 + 1 == breaks.count ? 0 : $0 + 1]) }
        return breaks.indices.map { index in
            let place = meetingPlace(
                lines[index == 0 ? breaks.count - 1 : index - 1], lines[index], near: path.corners[breaks[index]],
                // Rounding to quarters of a pixel may add 0.18; then it is as far as any place may be.
                notFurtherThan: tolerance - 0.18)
            let vertex = Vertex(
                Vector(x: min(max(place.x, 0), Double(frame.maxX)), y: min(max(place.y, 0), Double(frame.maxY))))
            return Joint(corner: breaks[index], isPinned: false, vertex: vertex)
        }
    }

    private func pinned(_ corner: Int) -> Joint {
        Joint(corner: corner, isPinned: true, vertex: Vertex(path.anchors[corner]))
    }

    /// Which edges fail: they meet others, leave the contour too far aside, or have lost a pixel that is to be kept.
    private func failedEdges(_ vertices: [Vertex], _ joints: inout [Joint]) -> [Bool] {
        var failed = meetingEdges(vertices)
        for index in joints.indices where !failed[index] && !joints[index].isNear {
            let next = index + 1 == joints.count ? 0 : index + 1
            joints[index].isNear = path.isWithin(
                tolerance, ofSegmentFrom: vertices[index].place, to: vertices[next].place,
                from: joints[index].corner, to: joints[next].corner)
            failed[index] = !joints[index].isNear
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

    /// The joints for another try: both ends of a failed edge are pinned, and its piece is split if they were already.
    ///
    /// The pieces on both sides of a joint that is still not pinned are the ones from before, and so is its vertex.
    private func refined(_ joints: [Joint], where failed: [Bool], fully: Bool) -> [Joint] {
        var result: [Joint] = []
        result.reserveCapacity(joints.count)
        let isMoved = joints.indices.map { index in
            !joints[index].isPinned && (failed[index] || failed[index == 0 ? joints.count - 1 : index - 1])
        }
        for index in joints.indices {
            let next = index + 1 == joints.count ? 0 : index + 1
            let (start, end) = (joints[index].corner, joints[next].corner)
            var joint = isMoved[index] ? pinned(start) : joints[index]
            joint.isNear = joints[index].isNear && !failed[index] && !isMoved[index] && !isMoved[next]
            result.append(joint)
            guard failed[index] else { continue }
            if fully {
                for step in 1..<path.runCount(from: start, to: end) {
                    result.append(pinned((start + step) % path.count))
                }
            } else if joints[index].isPinned && joints[next].isPinned,
                let middle = path.farthestCorner(from: start, to: end)
            {
                result.append(pinned(middle))
            }
        }
        return result
    }
}
