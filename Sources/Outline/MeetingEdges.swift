// SPDX-License-Identifier: Apache-2.0

/// For each edge of a closed polygon, from vertex i to the next, whether it meets an edge that it must not meet: it
/// has a point in common with one that is not its neighbour, or more than the shared vertex with one that is.
///
/// The polygon is simple if and only if no edge is marked. Only edges that pass through the same cell of a grid are
/// compared. The cells are as large as the room there is for one edge on average, so that the comparisons are bounded
/// by the area of the polygon's bounding box, and the walk through the cells by its length.
func meetingEdges(_ vertices: [Vertex]) -> [Bool] {
    var marked = [Bool](repeating: false, count: vertices.count)
    for index in vertices.indices {
        let next = index + 1 == vertices.count ? 0 : index + 1
        let nextButOne = next + 1 == vertices.count ? 0 : next + 1
        if foldsBack(vertices[index], vertices[next], vertices[nextButOne]) {
            marked[index] = true
            marked[next] = true
        }
    }
    EdgeGrid(vertices).forEachCell { edges in
        for place in edges.indices {
            let first = edges[place]
            for other in (place + 1)..<edges.count where edges[other] != first {
                let second = edges[other]
                let firstEnd = first + 1 == vertices.count ? 0 : first + 1
                let secondEnd = second + 1 == vertices.count ? 0 : second + 1
                if firstEnd == second || secondEnd == first { continue }
                if meet(vertices[first], vertices[firstEnd], vertices[second], vertices[secondEnd]) {
                    marked[first] = true
                    marked[second] = true
                }
            }
        }
    }
    return marked
}

/// The edges of a closed polygon, sorted into the square cells that they pass through.
private struct EdgeGrid {
    private let left: Int
    private let top: Int
    private let side: Int
    private let columns: Int
    /// The edges of cell i are `edges[cellStarts[i] ..< cellStarts[i + 1]]`.
    private var cellStarts: [Int]
    private var edges: [Int] = []

    init(_ vertices: [Vertex]) {
        var (left, top) = (Int.max, Int.max)
        var (right, bottom) = (Int.min, Int.min)
        for vertex in vertices {
            (left, right) = (min(left, vertex.x), max(right, vertex.x))
            (top, bottom) = (min(top, vertex.y), max(bottom, vertex.y))
        }
        let room = Double(right - left + 1) * Double(bottom - top + 1) / Double(4 * vertices.count)
        side = max(2 * Vertex.unitsPerPixel, Int(room.squareRoot()))
        columns = (right - left) / side + 1
        self.left = left
        self.top = top
        cellStarts = [Int](repeating: 0, count: columns * ((bottom - top) / side + 1) + 1)

        var visits: [(cell: Int, edge: Int)] = []
        visits.reserveCapacity(2 * vertices.count)
        for edge in vertices.indices {
            let end = vertices[edge + 1 == vertices.count ? 0 : edge + 1]
            forEachCell(onWayFrom: vertices[edge], to: end) { visits.append((cell: $0, edge: edge)) }
        }
        for visit in visits { cellStarts[visit.cell + 1] += 1 }
        for cell in 1..<cellStarts.count { cellStarts[cell] += cellStarts[cell - 1] }
        var nextFree = cellStarts
        edges = [Int](repeating: 0, count: visits.count)
        for visit in visits {
            edges[nextFree[visit.cell]] = visit.edge
            nextFree[visit.cell] += 1
        }
    }

    /// Hands over the edges of each cell that has more than one.
    func forEachCell(_ body: (UnsafeBufferPointer<Int>) -> Void) {
        edges.withUnsafeBufferPointer { edges in
            for cell in 0..<(cellStarts.count - 1) where cellStarts[cell] + 1 < cellStarts[cell + 1] {
                body(UnsafeBufferPointer(rebasing: edges[cellStarts[cell]..<cellStarts[cell + 1]]))
            }
        }
    }

    /// Names every cell that the segment from `a` to `b` has a point in, and perhaps a neighbour of one.
    private func forEachCell(onWayFrom a: Vertex, to b: Vertex, _ body: (Int) -> Void) {
        let (upper, lower) = a.y <= b.y ? (a, b) : (b, a)
        let rise = max(1, lower.y - upper.y)
        for row in (upper.y - top) / side...(lower.y - top) / side {
            // Where the segment enters and leaves this row of cells, rounded outwards by a unit.
            let entry = max(upper.y, top + row * side)
            let exit = min(lower.y, top + (row + 1) * side)
            let entryX = upper.x + (lower.x - upper.x) * (entry - upper.y) / rise
            let exitX = upper.y == lower.y ? lower.x : upper.x + (lower.x - upper.x) * (exit - upper.y) / rise
            let first = max(min(a.x, b.x), min(entryX, exitX) - 1)
            let last = min(max(a.x, b.x), max(entryX, exitX) + 1)
            for column in (first - left) / side...(last - left) / side { body(row * columns + column) }
        }
    }
}
