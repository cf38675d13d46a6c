// SPDX-License-Identifier: Apache-2.0

/// Which basins touch, and what the boundary cue says along each common boundary.
///
/// A region adjacency graph (R. C. Rosenfeld's "picture graph"): basins are vertices, common boundaries are edges.
struct BasinGraph: Sendable {
    /// What two touching basins have between them.
    struct Edge: Sendable {
        /// The basins, the smaller number first.
        var a: Int32
        var b: Int32
        /// Number of pairs of pixels that face each other across the boundary.
        var length: Float = 0
        /// Sums over those pairs of the cue at the pair (see ``BoundaryCue``).
        var fine: Float = 0
        var middle: Float = 0
        var coarse: Float = 0
        var texture: Float = 0
        var activity: Float = 0
        /// Weakest fine gradient along the boundary: a gap in a contour shows here.
        var weakest: Float = .greatestFiniteMagnitude
    }

    /// Edges ordered by their first basin, then by where their boundary is met first in reading order.
    let edges: [Edge]

    /// Cost: one pass over the pixels and a counting sort of the boundary.
    init(_ basins: Basins, _ cue: BoundaryCue) {
        let pairs = Self.facingPixels(basins)
        edges = Self.collect(pairs, basins, cue)
    }

    /// Two pixels that face each other across a boundary, and the basins on both sides.
    private struct Facing {
        let a: Int32
        let b: Int32
        let first: Int32
        let second: Int32
    }

    /// Facing pixels as they are found, and how many each basin has as the lower one of two.
    private struct FoundPairs {
        var pairs: [Facing] = []
        var counts: [Int]

        @inline(__always)
        mutating func add(_ labels: UnsafeBufferPointer<Int32>, _ first: Int, _ second: Int) {
            let p = labels[first]
            let q = labels[second]
            guard p != q else { return }
            pairs.append(Facing(a: min(p, q), b: max(p, q), first: Int32(first), second: Int32(second)))
            counts[Int(min(p, q)) + 1] += 1
        }
    }

    private static func facingPixels(_ basins: Basins) -> [Facing] {
        let width = basins.width
        var found = FoundPairs(counts: [Int](repeating: 0, count: basins.count + 1))
        found.pairs.reserveCapacity(basins.labels.count / 3)
        basins.labels.withUnsafeBufferPointer { labels in
            for y in 0..<basins.height {
                for x in 0..<width {
                    let pixel = y * width + x
                    if x + 1 < width { found.add(labels, pixel, pixel + 1) }
                    if y + 1 < basins.height { found.add(labels, pixel, pixel + width) }
                }
            }
        }
        let unordered = found.pairs
        var starts = found.counts
        for index in 1..<starts.count { starts[index] += starts[index - 1] }
        guard let any = unordered.first else { return [] }
        var ordered = [Facing](repeating: any, count: unordered.count)
        for pair in unordered {
            ordered[starts[Int(pair.a)]] = pair
            starts[Int(pair.a)] += 1
        }
        return ordered
    }

    private static func collect(_ pairs: [Facing], _ basins: Basins, _ cue: BoundaryCue) -> [Edge] {
        var edges: [Edge] = []
        edges.reserveCapacity(3 * basins.count)
        var edgeTo = [Int](repeating: -1, count: basins.count)
        var firstOfBasin = 0
        var basin: Int32 = -1
        let width = basins.width
        for pair in pairs {
            if pair.a != basin {
                basin = pair.a
                firstOfBasin = edges.count
            }
            var index = edgeTo[Int(pair.b)]
            if index < firstOfBasin {
                index = edges.count
                edgeTo[Int(pair.b)] = index
                edges.append(Edge(a: pair.a, b: pair.b))
            }
            let pixel = Int(pair.first)
            let x = pixel % width
            let y = pixel / width
            let gradient = max(cue.fine.values[pixel], cue.fine.values[Int(pair.second)])
            let quarter = (y / 4) * cue.coarse.width + x / 4
            edges[index].length += 1
            edges[index].fine += gradient
            edges[index].weakest = min(edges[index].weakest, gradient)
            edges[index].middle += cue.middle.values[(y / 2) * cue.middle.width + x / 2]
            edges[index].coarse += cue.coarse.values[quarter]
            edges[index].texture += cue.texture.values[quarter]
            edges[index].activity += cue.activity.values[quarter]
        }
        return edges
    }
}
