// SPDX-License-Identifier: Apache-2.0

/// A contour prepared for questions about its pieces. A piece goes from one corner to another, forwards; both are
/// given by their index, and the piece runs over the end of the list if the second index is not the larger one.
struct ContourPath {
    let corners: [Vector]
    /// Where each corner goes when nothing is simplified: the corner itself, or a place beside it. See ``init(_:)``.
    let anchors: [Vector]
    /// Sums from the first corner to each corner, and at the end those of the whole way round.
    private let moments: [Moments]

    /// Where another pixel touches a corner, the contour may come by twice. Its anchor is moved by a quarter of a pixel
    /// (along both axes) into the pixel that the contour turns around there. So the polygon through all anchors
    /// nowhere touches itself; it has the same pixel centres inside.
    init(_ contour: Contour) {
        let corners = contour.corners.map { Vector(x: Double($0.x), y: Double($0.y)) }
        var anchors = corners
        for index in contour.touching {
            let before = corners[index == 0 ? corners.count - 1 : index - 1]
            let after = corners[index + 1 == corners.count ? 0 : index + 1]
            // The turn is a convex one: back the way it came and on the way it goes both lead along its own pixel.
            let inwards = (before - corners[index]).unit + (after - corners[index]).unit
            anchors[index] = corners[index] + inwards * 0.25
        }
        var sums = Moments()
        var moments = [sums]
        moments.reserveCapacity(corners.count + 1)
        for index in corners.indices {
            sums.add(from: corners[index], to: corners[index + 1 == corners.count ? 0 : index + 1])
            moments.append(sums)
        }
        self.corners = corners
        self.anchors = anchors
        self.moments = moments
    }

    /// Number of corners, which is also the number of straight runs between them.
    var count: Int { corners.count }

    /// Number of straight runs in a piece.
    func runCount(from start: Int, to end: Int) -> Int { end > start ? end - start : end - start + count }

    /// The line that fits a piece best.
    func line(from start: Int, to end: Int) -> FittedLine {
        let sums = end > start ? moments[end] - moments[start] : moments[count] - moments[start] + moments[end]
        return sums.bestLine(along: corners[end] - corners[start])
    }

    /// Whether a piece stays within `tolerance` of the line that fits it best and does not reach past its own ends.
    func isStraight(from start: Int, to end: Int, within tolerance: Double) -> Bool {
        let line = line(from: start, to: end)
        let first = line.position(of: corners[start]) - tolerance
        let last = line.position(of: corners[end]) + tolerance
        return allCorners(from: start, to: end) { corner in
            let position = line.position(of: corner)
            return abs(line.offset(of: corner)) <= tolerance && first <= position && position <= last
        }
    }

    /// Whether all of a piece is within `tolerance` of the segment from `a` to `b`.
    func isWithin(_ tolerance: Double, ofSegmentFrom a: Vector, to b: Vector, from start: Int, to end: Int) -> Bool {
        allCorners(from: start, to: end) { corner in
            squaredDistance(from: corner, toSegmentFrom: a, to: b) <= tolerance * tolerance
        }
    }

    /// The corner inside a piece that is farthest from the segment between its ends; nil if the piece is one run.
    func farthestCorner(from start: Int, to end: Int) -> Int? {
        var farthest: Int?
        var largest = -1.0
        var index = start + 1 == count ? 0 : start + 1
        while index != end {
            let squared = squaredDistance(
                from: corners[index], toSegmentFrom: corners[start], to: corners[end])
            if squared > largest {
                largest = squared
                farthest = index
            }
            index = index + 1 == count ? 0 : index + 1
        }
        return farthest
    }

    @inline(__always)
    private func allCorners(from start: Int, to end: Int, _ condition: (Vector) -> Bool) -> Bool {
        var index = start
        while condition(corners[index]) {
            if index == end { return true }
            index = index + 1 == count ? 0 : index + 1
        }
        return false
    }
}
