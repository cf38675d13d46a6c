// SPDX-License-Identifier: Apache-2.0

/// A sum of small regression trees: gradient boosted decision trees (J. H. Friedman, 2001).
///
/// Every tree is walked for the same number of steps (a leaf leads to itself), four rows side by side, so that the walk
/// has no unpredictable branch and the processor can overlap the rows.
struct TreeEnsemble: Sendable {
    /// Number of features a row must have at least.
    let featureCount: Int
    private let trees: [Tree]
    private let nodes: [Node]

    private struct Tree {
        let root: Int32
        let depth: Int32
    }

    /// A question (`feature` at most `threshold`?) or, if both children are the node itself, an answer.
    private struct Node {
        var threshold: Float
        /// Answer of a leaf.
        var value: Float
        var feature: Int32
        var whenAtMost: Int32
        var whenAbove: Int32
    }

    /// The sum of the trees for every row.
    func evaluate(_ table: FeatureTable) -> [Float] {
        var sums = [Float](repeating: 0, count: table.rows)
        guard table.columns >= featureCount else { return sums }
        nodes.withUnsafeBufferPointer { nodes in
            table.values.withUnsafeBufferPointer { values in
                sums.withUnsafeMutableBufferPointer { sums in
                    for tree in trees {
                        walk(tree, nodes, values, columns: table.columns, into: sums)
                    }
                }
            }
        }
        return sums
    }

    @inline(__always)
    private func walk(
        _ tree: Tree, _ nodes: UnsafeBufferPointer<Node>, _ values: UnsafeBufferPointer<Float>, columns: Int,
        into sums: UnsafeMutableBufferPointer<Float>
    ) {
        @inline(__always) func step(_ node: Int32, _ row: Int) -> Int32 {
            let node = nodes[Int(node)]
            return values[row + Int(node.feature)] <= node.threshold ? node.whenAtMost : node.whenAbove
        }
        var row = 0
        while row + 4 <= sums.count {
            var at = (tree.root, tree.root, tree.root, tree.root)
            let start = row * columns
            for _ in 0..<tree.depth {
                at.0 = step(at.0, start)
                at.1 = step(at.1, start + columns)
                at.2 = step(at.2, start + 2 * columns)
                at.3 = step(at.3, start + 3 * columns)
            }
            sums[row] += nodes[Int(at.0)].value
            sums[row + 1] += nodes[Int(at.1)].value
            sums[row + 2] += nodes[Int(at.2)].value
            sums[row + 3] += nodes[Int(at.3)].value
            row += 4
        }
        while row < sums.count {
            var at = tree.root
            for _ in 0..<tree.depth { at = step(at, row * columns) }
            sums[row] += nodes[Int(at)].value
            row += 1
        }
    }
}

extension TreeEnsemble {
    /// Reads an ensemble from its compact form (see ``ByteReader``):
    /// number of features (1 byte), number of trees (2 bytes), then each tree in preorder, where a node is a feature
    /// number (1 byte) followed by a threshold (32-bit float) and its two subtrees, or 255 and a value (32-bit float).
    init(from reader: inout ByteReader) throws(ModelError) {
        featureCount = Int(try reader.byte())
        let treeCount = Int(try reader.uint16())
        var trees: [Tree] = []
        var nodes: [Node] = []
        for _ in 0..<treeCount {
            let root = nodes.count
            let depth = try Self.readNode(from: &reader, into: &nodes, featureCount: featureCount, depth: 0)
            trees.append(Tree(root: Int32(root), depth: Int32(depth)))
        }
        self.trees = trees
        self.nodes = nodes
    }

    /// No learned answer comes near this; refusing larger ones (and NaN) keeps every sum of trees a number.
    private static let largestAnswer: Float = 1e6

    /// Appends the subtree that starts at the reader and returns its height.
    private static func readNode(
        from reader: inout ByteReader, into nodes: inout [Node], featureCount: Int, depth: Int
    ) throws(ModelError) -> Int {
        guard depth <= 32 else { throw .malformed("a tree is deeper than 32") }
        let feature = try reader.byte()
        let index = nodes.count
        let own = Int32(index)
        if feature == 255 {
            let value = try reader.float()
            guard abs(value) <= largestAnswer else { throw .malformed("the answer \(value)") }
            nodes.append(
                Node(threshold: .infinity, value: value, feature: 0, whenAtMost: own, whenAbove: own))
            return 0
        }
        guard Int(feature) < featureCount else { throw .malformed("feature \(feature) of \(featureCount)") }
        let threshold = try reader.float()
        nodes.append(
            Node(threshold: threshold, value: 0, feature: Int32(feature), whenAtMost: own + 1, whenAbove: own))
        let left = try readNode(from: &reader, into: &nodes, featureCount: featureCount, depth: depth + 1)
        nodes[index].whenAbove = Int32(nodes.count)
        let right = try readNode(from: &reader, into: &nodes, featureCount: featureCount, depth: depth + 1)
        return 1 + max(left, right)
    }
}
