// SPDX-License-Identifier: Apache-2.0

/// The top of a merge tree: a few hundred regions as leaves, and their unions up to the whole view.
///
/// Below that many regions the tree only says which noise merged first; above, it says what belongs together.
struct RegionTree: Sendable {
    /// A region or a union of two nodes.
    struct Node: Sendable {
        var parent: Int32
        var firstChild: Int32
        var secondChild: Int32
        /// 0 for a leaf, otherwise the height in the merge tree.
        var height: Float
        /// Number of view pixels.
        var area: Float
        /// Mean L, a, b and texture.
        var colour: SIMD4<Float>
        /// Square root of the summed variance of L, a, b.
        var deviation: Float
        /// Length of the outline inside the view, and the sum of the edge strength along it.
        var perimeter: Float
        var outlineStrength: Float
        /// Pixel sides on the border of the view.
        var border: Float
        /// First and last column and row.
        var minX: Float
        var minY: Float
        var maxX: Float
        var maxY: Float
        /// The node's leaves are `leafOrder[firstLeaf ..< endLeaf]`.
        var firstLeaf: Int32 = 0
        var endLeaf: Int32 = 0

        var boxWidth: Float { maxX - minX + 1 }
        var boxHeight: Float { maxY - minY + 1 }
    }

    /// Leaves first, `0 ..< leafCount`; a parent comes after its children; the root is the last.
    let nodes: [Node]
    let leafCount: Int
    /// The leaves, depth first: those below any node are neighbours here.
    let leafOrder: [Int32]
    /// The leaf that holds each basin.
    let leafOfBasin: [Int32]

    /// The last merges of `tree`, so many that `leafLimit` regions (or all basins, if they are fewer) are left.
    init(_ tree: MergeTree, leafLimit: Int) {
        let merges = tree.nodes.count - tree.basinCount
        let firstKept = max(tree.basinCount, tree.nodes.count - min(leafLimit - 1, merges))
        let sources = Self.keptNodes(tree, firstKept: firstKept)
        var number = [Int32](repeating: -1, count: tree.nodes.count)
        for (index, source) in sources.enumerated() { number[source] = Int32(index) }

        var nodes = sources.map { source in Self.node(tree.nodes[source], isLeaf: source < firstKept, number) }
        leafCount = sources.count - (tree.nodes.count - firstKept)
        leafOrder = Self.orderLeaves(&nodes, leafCount: leafCount)
        self.nodes = nodes

        // From the root down, so that every node knows its leaf before its children ask.
        var leafOf = [Int32](repeating: -1, count: tree.nodes.count)
        for source in stride(from: firstKept - 1, through: 0, by: -1) {
            leafOf[source] = number[source] >= 0 ? number[source] : leafOf[Int(tree.nodes[source].parent)]
        }
        leafOfBasin = Array(leafOf[0..<tree.basinCount])
    }

    /// The nodes of the merge tree that stay: first the regions, then the merges above them.
    private static func keptNodes(_ tree: MergeTree, firstKept: Int) -> [Int] {
        guard firstKept < tree.nodes.count else { return Array(0..<tree.basinCount) }
        var leaves: [Int] = []
        for index in firstKept..<tree.nodes.count {
            for child in [Int(tree.nodes[index].firstChild), Int(tree.nodes[index].secondChild)]
            where child < firstKept {
                leaves.append(child)
            }
        }
        return leaves + Array(firstKept..<tree.nodes.count)
    }

    private static func node(_ source: MergeTree.Node, isLeaf: Bool, _ number: [Int32]) -> Node {
        let statistics = source.statistics
        return Node(
            parent: source.parent < 0 ? -1 : number[Int(source.parent)],
            firstChild: isLeaf ? -1 : number[Int(source.firstChild)],
            secondChild: isLeaf ? -1 : number[Int(source.secondChild)],
            height: isLeaf ? 0 : source.height,
            area: statistics.area,
            colour: statistics.colour,
            deviation: statistics.colourVariance.squareRoot(),
            perimeter: source.perimeter,
            outlineStrength: source.outlineStrength,
            border: statistics.border,
            minX: Float(statistics.minX), minY: Float(statistics.minY),
            maxX: Float(statistics.maxX), maxY: Float(statistics.maxY))
    }

    /// Lists the leaves depth first and gives every node its interval of the list.
    private static func orderLeaves(_ nodes: inout [Node], leafCount: Int) -> [Int32] {
        var order: [Int32] = []
        order.reserveCapacity(leafCount)
        var stack: [(node: Int, isDone: Bool)] = nodes.indices.filter { nodes[$0].parent < 0 }.map { ($0, false) }
        while let (node, isDone) = stack.popLast() {
            if isDone {
                nodes[node].endLeaf = Int32(order.count)
                continue
            }
            nodes[node].firstLeaf = Int32(order.count)
            if node < leafCount {
                order.append(Int32(node))
                nodes[node].endLeaf = Int32(order.count)
            } else {
                stack.append((node, true))
                stack.append((Int(nodes[node].secondChild), false))
                stack.append((Int(nodes[node].firstChild), false))
            }
        }
        return order
    }

    /// Whether `leaf` is at or below `node`.
    @inline(__always)
    func contains(_ node: Int, leaf: Int) -> Bool {
        nodes[leaf].firstLeaf >= nodes[node].firstLeaf && nodes[leaf].endLeaf <= nodes[node].endLeaf
    }

    /// The leaves at or below `node`.
    func leaves(below node: Int) -> LazyMapSequence<ArraySlice<Int32>, Int> {
        leafOrder[Int(nodes[node].firstLeaf)..<Int(nodes[node].endLeaf)].lazy.map { Int($0) }
    }

    /// The node and everything above it, up to the root.
    func path(from node: Int) -> [Int] {
        var path: [Int] = []
        var node = Int32(node)
        while node >= 0 {
            path.append(Int(node))
            node = nodes[Int(node)].parent
        }
        return path
    }

    /// For every leaf the place on `path` (from a leaf upwards) of the lowest node that holds both.
    func joinPlaces(_ path: [Int]) -> [Int] {
        var places = [Int](repeating: 0, count: leafCount)
        forEachLeaf(path) { leaf, place in places[leaf] = place }
        return places
    }

    /// Calls `body` once for every leaf with the place, on `path` (from a leaf upwards), of the lowest node that holds
    /// both: their lowest common ancestor. Cost: linear in the leaves.
    func forEachLeaf(_ path: [Int], _ body: (_ leaf: Int, _ place: Int) -> Void) {
        var first = Int32(0)
        var end = Int32(0)
        for (place, node) in path.enumerated() {
            let outer = nodes[node].firstLeaf..<nodes[node].endLeaf
            if place == 0 {
                for index in outer { body(Int(leafOrder[Int(index)]), place) }
            } else {
                for index in outer.lowerBound..<first { body(Int(leafOrder[Int(index)]), place) }
                for index in end..<outer.upperBound { body(Int(leafOrder[Int(index)]), place) }
            }
            first = outer.lowerBound
            end = outer.upperBound
        }
    }
}
