// SPDX-License-Identifier: Apache-2.0

/// Which basins touch, and what the boundary cue says along each common boundary.
///
/// A region adjacency graph (A. Rosenfeld, "Adjacency in digital pictures", 1974): basins are vertices, common boundaries
/// are edges.
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

    /// Cost: see ``BasinContacts`` and ``init(_:_:helpers:)``.
    init(_ basins: Basins, _ cue: BoundaryCue) {
        self.init(BasinContacts(basins), cue)
    }

    /// What `cue` says where basins touch; `helpers` may take part. Cost: one pass over all pairs of facing pixels.
    init(_ contacts: BasinContacts, _ cue: BoundaryCue, helpers: Helpers = .none) {
        let samples = CueSamples(cue)
        let parts = helpers.parts(contacts.basinCount, least: 256) { Self.collect($0, contacts, samples) }
        edges = parts.count == 1 ? parts[0] : Array(parts.joined())
    }

    /// The edges whose first basin is one of `basins`.
    private static func collect(_ basins: Range<Int>, _ contacts: BasinContacts, _ samples: CueSamples) -> [Edge] {
        contacts.pairs.withUnsafeBufferPointer { pairs in
            let capacity = contacts.starts[basins.upperBound] - contacts.starts[basins.lowerBound]
            return withUnsafeTemporaryAllocation(of: Edge.self, capacity: capacity) { edges in
                var count = 0
                var edgeTo = [Int32](repeating: -1, count: contacts.basinCount)
                for basin in basins {
                    let firstOfBasin = count
                    for place in contacts.starts[basin]..<contacts.starts[basin + 1] {
                        let pair = pairs[place]
                        var index = Int(edgeTo[Int(pair.b)])
                        if index < firstOfBasin {
                            index = count
                            edgeTo[Int(pair.b)] = Int32(truncatingIfNeeded: index)
                            edges.initializeElement(at: index, to: Edge(a: Int32(basin), b: pair.b))
                            count += 1
                        }
                        samples.add(pair.pixels, to: &edges[index])
                    }
                }
                return Array(edges[..<count])
            }
        }
    }
}

/// The planes of a boundary cue, to be read at pairs of pixels.
private struct CueSamples: Sendable {
    private let fine: [Float]
    private let middle: [Float]
    private let coarse: [Float]
    private let texture: [Float]
    private let activity: [Float]
    private let width: UInt32
    private let middleWidth: Int
    private let coarseWidth: Int

    init(_ cue: BoundaryCue) {
        (fine, middle, coarse) = (cue.fine.values, cue.middle.values, cue.coarse.values)
        (texture, activity) = (cue.texture.values, cue.activity.values)
        width = UInt32(cue.fine.width)
        (middleWidth, coarseWidth) = (cue.middle.width, cue.coarse.width)
    }

    /// Adds what the cue says at a pair.
    @inline(__always)
    func add(_ pair: FacingPixels, to edge: inout BasinGraph.Edge) {
        let (y, x) = UInt32(truncatingIfNeeded: pair.first).quotientAndRemainder(dividingBy: width)
        let gradient = max(fine[pair.first], fine[pair.second(width: Int(width))])
        let half = Int(y / 2) &* middleWidth &+ Int(x / 2)
        let quarter = Int(y / 4) &* coarseWidth &+ Int(x / 4)
        edge.length += 1
        edge.fine += gradient
        edge.weakest = min(edge.weakest, gradient)
        edge.middle += middle[half]
        edge.coarse += coarse[quarter]
        edge.texture += texture[quarter]
        edge.activity += activity[quarter]
    }
}
