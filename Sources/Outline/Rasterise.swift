// SPDX-License-Identifier: Apache-2.0

public import Raster

/// The pixels of a frame whose centres are inside `polygon` by the even-odd rule; a centre on an edge is inside if
/// the edge is a left or top one.
///
/// A polygon on pixel corners gives exactly the pixels that it encloses. What is outside the frame is cut off, and
/// an edge that is not of finite length is left out.
/// Cost: one pass over the frame, and for each edge the rows that it crosses.
public func rasterise(_ polygon: Polygon, width: Int, height: Int) -> Mask {
    var mask = Mask(width: width, height: height)
    let edges = zip(polygon.points, polygon.points.dropFirst() + polygon.points.prefix(1))

    // Crossings of all rows in one array: counted first, so that those of row y get a place of their own.
    var rowStarts = [Int](repeating: 0, count: height + 1)
    for (a, b) in edges {
        for y in rows(a, b, height: height) { rowStarts[y + 1] += 1 }
    }
    for y in 0..<height { rowStarts[y + 1] += rowStarts[y] }

    var crossings = [Double](repeating: 0, count: rowStarts[height])
    var nextFree = rowStarts
    for (a, b) in edges {
        for y in rows(a, b, height: height) {
            guard let x = crossing(a, b, y: Double(y) + 0.5) else { continue }
            crossings[nextFree[y]] = x
            nextFree[y] += 1
        }
    }

    for y in 0..<height {
        crossings[rowStarts[y]..<nextFree[y]].sort()
        for index in stride(from: rowStarts[y], to: nextFree[y] - 1, by: 2) {
            let start = firstCentre(notBefore: crossings[index], limit: width)
            let end = firstCentre(notBefore: crossings[index + 1], limit: width)
            for x in stride(from: start, to: end, by: 1) { mask.pixels[y * width + x] = 1 }
        }
    }
    return mask
}

/// The rows of a frame whose centre line the edge from `a` to `b` crosses.
private func rows(_ a: Point, _ b: Point, height: Int) -> Range<Int> {
    guard (b.x - a.x).isFinite, (b.y - a.y).isFinite else { return 0..<0 }
    let first = firstCentre(notBefore: min(a.y, b.y), limit: height)
    return first..<max(first, firstCentre(notBefore: max(a.y, b.y), limit: height))
}

/// The first pixel whose centre is at or after `position`, in 0 ... limit.
private func firstCentre(notBefore position: Double, limit: Int) -> Int {
    Int(min(max((position - 0.5).rounded(.up), 0), Double(limit)))
}
