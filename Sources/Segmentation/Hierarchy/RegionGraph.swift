// SPDX-License-Identifier: Apache-2.0

/// Which regions touch and how strong the boundary between them is; compressed sparse rows for quick walks.
struct RegionGraph: Sendable {
    /// A common boundary of two regions.
    struct Edge: Sendable {
        let a: Int32
        let b: Int32
        /// Number of pixel pairs across the boundary.
        let length: Float
        /// About 0 where nothing separates the two, -0.02 at least; about 4 at a certain object boundary:
        /// `-log(1.02 - mean edge strength)` plus a part for different colours.
        let strength: Float
    }

    /// A step to a neighbour.
    struct Step: Sendable {
        let region: Int32
        let edge: Int32
    }

    /// Edges ordered by their regions.
    let edges: [Edge]
    /// The steps from region `r` are `steps[firstStep[r] ..< firstStep[r + 1]]`, in the order of the edges.
    let steps: [Step]
    let firstStep: [Int32]
    /// Middle of each region's pixels, in view pixels.
    let centroids: [ViewPoint]
    /// Length-weighted mean of the boundary strength around each region.
    let outlineStrength: [Float]

    var regionCount: Int { centroids.count }

    init(
        _ tree: RegionTree, _ basinGraph: BasinGraph, strengths: [Float], regionOfPixel: [Int32], width: Int
    ) {
        edges = Self.joinEdges(tree, basinGraph, strengths)
        var firstStep = [Int32](repeating: 0, count: tree.leafCount + 1)
        for edge in edges {
            firstStep[Int(edge.a) + 1] += 1
            firstStep[Int(edge.b) + 1] += 1
        }
        for index in 1..<firstStep.count { firstStep[index] += firstStep[index - 1] }
        var next = firstStep
        var steps = [Step](repeating: Step(region: 0, edge: 0), count: 2 * edges.count)
        for (index, edge) in edges.enumerated() {
            steps[Int(next[Int(edge.a)])] = Step(region: edge.b, edge: Int32(index))
            next[Int(edge.a)] += 1
            steps[Int(next[Int(edge.b)])] = Step(region: edge.a, edge: Int32(index))
            next[Int(edge.b)] += 1
        }
        self.steps = steps
        self.firstStep = firstStep
        centroids = Self.centroids(regionOfPixel, count: tree.leafCount, width: width)
        outlineStrength = (0..<tree.leafCount).map { [edges] region in
            var sum: Float = 0
            var length: Float = 0
            for step in steps[Int(firstStep[region])..<Int(firstStep[region + 1])] {
                let edge = edges[Int(step.edge)]
                sum += edge.strength * edge.length
                length += edge.length
            }
            return length > 0 ? sum / length : 0
        }
    }

    /// The steps from a region to its neighbours.
    @inline(__always)
    func steps(from region: Int) -> ArraySlice<Step> {
        steps[places(ofStepsFrom: region)]
    }

    /// Where in ``steps`` they are.
    @inline(__always)
    func places(ofStepsFrom region: Int) -> Range<Int> { Int(firstStep[region])..<Int(firstStep[region + 1]) }

    /// Joins the edges between basins of the same two regions.
    private static func joinEdges(_ tree: RegionTree, _ graph: BasinGraph, _ strengths: [Float]) -> [Edge] {
        let between: [(pair: UInt64, edge: Int)] = graph.edges.indices.compactMap { index in
            let a = tree.leafOfBasin[Int(graph.edges[index].a)]
            let b = tree.leafOfBasin[Int(graph.edges[index].b)]
            return a == b ? nil : (UInt64(min(a, b)) << 32 | UInt64(max(a, b)), index)
        }
        let sorted = between.sorted { $0.pair != $1.pair ? $0.pair < $1.pair : $0.edge < $1.edge }
        var edges: [Edge] = []
        var position = 0
        while position < sorted.count {
            let pair = sorted[position].pair
            var length: Float = 0
            var strength: Float = 0
            while position < sorted.count && sorted[position].pair == pair {
                let edge = sorted[position].edge
                length += graph.edges[edge].length
                strength += strengths[edge] * graph.edges[edge].length
                position += 1
            }
            let a = Int32(pair >> 32)
            let b = Int32(pair & 0xFFFF_FFFF)
            let distance = colourDistance(tree.nodes[Int(a)].colour, tree.nodes[Int(b)].colour)
            edges.append(
                Edge(a: a, b: b, length: length, strength: 0.02 * distance - logarithm(1.02 - strength / length)))
        }
        return edges
    }

    private static func centroids(_ regionOfPixel: [Int32], count: Int, width: Int) -> [ViewPoint] {
        var sums = [ViewPoint](repeating: ViewPoint(x: 0, y: 0), count: count)
        var areas = [Float](repeating: 0, count: count)
        var x = 0
        var y = 0
        for region in regionOfPixel {
            sums[Int(region)].x += Float(x)
            sums[Int(region)].y += Float(y)
            areas[Int(region)] += 1
            x += 1
            if x == width {
                x = 0
                y += 1
            }
        }
        // The middle of a pixel is half a pixel from its corner.
        return zip(sums, areas).map { ViewPoint(x: $0.x / $1 + 0.5, y: $0.y / $1 + 0.5) }
    }
}
