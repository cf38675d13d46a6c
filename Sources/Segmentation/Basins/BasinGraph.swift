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
    fileprivate struct Facing {
        let a: Int32
        let b: Int32
        let first: Int32
        let second: Int32
    }

    /// Calls `body` with both pixels of every pair that faces each other and their basins, in reading order.
    @inline(__always)
    private static func forEachPair(_ basins: Basins, _ body: (Facing) -> Void) {
        let width = basins.width
        let height = basins.height
        basins.labels.withUnsafeBufferPointer { labels in
            @inline(__always) func compare(_ first: Int, _ second: Int) {
                let p = labels[first]
                let q = labels[second]
                guard p != q else { return }
                body(
                    Facing(
                        a: min(p, q), b: max(p, q), first: Int32(truncatingIfNeeded: first),
                        second: Int32(truncatingIfNeeded: second)))
            }
            for y in 0..<height {
                let isLast = y + 1 == height
                for pixel in (y * width)..<((y + 1) * width - 1) {
                    compare(pixel, pixel &+ 1)
                    if !isLast { compare(pixel, pixel &+ width) }
                }
                let end = (y + 1) * width - 1
                if !isLast { compare(end, end + width) }
            }
        }
    }

    /// All pairs, ordered by their first basin.
    private static func facingPixels(_ basins: Basins) -> [Facing] {
        var starts = [Int](repeating: 0, count: basins.count + 1)
        starts.withUnsafeMutableBufferPointer { starts in
            forEachPair(basins) { starts[Int($0.a) &+ 1] &+= 1 }
            for index in 1..<starts.count { starts[index] += starts[index - 1] }
        }
        let count = starts[basins.count]
        return [Facing](unsafeUninitializedCapacity: count) { ordered, initialized in
            starts.withUnsafeMutableBufferPointer { starts in
                forEachPair(basins) { pair in
                    ordered[starts[Int(pair.a)]] = pair
                    starts[Int(pair.a)] &+= 1
                }
            }
            initialized = count
        }
    }

    private static func collect(_ pairs: [Facing], _ basins: Basins, _ cue: BoundaryCue) -> [Edge] {
        withUnsafeTemporaryAllocation(of: Edge.self, capacity: pairs.count) { edges in
            let samples = CueSamples(cue, width: basins.width)
            var edgeTo = [Int32](repeating: -1, count: basins.count)
            var count: Int32 = 0
            var firstOfBasin: Int32 = 0
            var basin: Int32 = -1
            for pair in pairs {
                if pair.a != basin {
                    basin = pair.a
                    firstOfBasin = count
                }
                var index = edgeTo[Int(pair.b)]
                if index < firstOfBasin {
                    index = count
                    edgeTo[Int(pair.b)] = index
                    edges.initializeElement(at: Int(index), to: Edge(a: pair.a, b: pair.b))
                    count += 1
                }
                samples.add(pair, to: &edges[Int(index)])
            }
            return Array(edges[0..<Int(count)])
        }
    }
}

/// The planes of a boundary cue, to be read at pairs of pixels.
private struct CueSamples {
    private let cue: BoundaryCue
    private let width: UInt32

    init(_ cue: BoundaryCue, width: Int) {
        self.cue = cue
        self.width = UInt32(width)
    }

    /// Adds what the cue says at a pair.
    @inline(__always)
    func add(_ pair: BasinGraph.Facing, to edge: inout BasinGraph.Edge) {
        let (y, x) = UInt32(pair.first).quotientAndRemainder(dividingBy: width)
        let gradient = max(cue.fine.values[Int(pair.first)], cue.fine.values[Int(pair.second)])
        let half = Int(y / 2) * cue.middle.width + Int(x / 2)
        let quarter = Int(y / 4) * cue.coarse.width + Int(x / 4)
        edge.length += 1
        edge.fine += gradient
        edge.weakest = min(edge.weakest, gradient)
        edge.middle += cue.middle.values[half]
        edge.coarse += cue.coarse.values[quarter]
        edge.texture += cue.texture.values[quarter]
        edge.activity += cue.activity.values[quarter]
    }
}
