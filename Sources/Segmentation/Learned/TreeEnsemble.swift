// SPDX-License-Identifier: Apache-2.0

/// A sum of small regression trees: gradient boosted decision trees (J. H. Friedman, 2001).
///
/// No tree is walked. All questions of a tree are asked, of many rows at once, and each answer rules out the leaves on
/// the other side; of those that remain the first is the one that a walk would end in (C. Lucchese et al.,
/// "QuickScorer", SIGIR 2015). That asks some questions too many but has no branch and no address to wait for.
struct TreeEnsemble: Sendable {
    /// A set of leaves is a 32-bit number.
    private static let leafLimit = 32
    /// Rows that are evaluated together; what is known of them stays in the fastest cache.
    private static let rowsPerBlock = 128

    /// Number of features a row must have at least.
    let featureCount: Int
    private let trees: [Tree]
    private let questions: [Question]
    private let leaves: [Float]

    private struct Tree {
        let questions: Range<Int>
        let firstLeaf: Int
    }

    /// Is `feature` at most `threshold`?
    private struct Question {
        let feature: Int
        let threshold: Float
        /// The leaves of the tree that remain if not, one a bit.
        var remaining: UInt32
    }

    /// The sum of the trees for every row.
    func evaluate(_ table: FeatureTable, helpers: Helpers = .none) -> [Float] {
        guard table.columns >= featureCount else { return [Float](repeating: 0, count: table.rows) }
        return helpers.array(rows: table.rows, least: Self.rowsPerBlock) { band, sums in
            var columns = [Float](repeating: 0, count: featureCount * Self.rowsPerBlock)
            var remaining = [UInt32](repeating: 0, count: Self.rowsPerBlock)
            sums.update(repeating: 0)
            columns.withUnsafeMutableBufferPointer { columns in
                remaining.withUnsafeMutableBufferPointer { remaining in
                    for start in stride(from: band.lowerBound, to: band.upperBound, by: Self.rowsPerBlock) {
                        let rows = start..<min(band.upperBound, start + Self.rowsPerBlock)
                        let first = start - band.lowerBound
                        transpose(table, rows, into: columns)
                        add(
                            columns, remaining,
                            to: UnsafeMutableBufferPointer(rebasing: sums[first..<(first + rows.count)]))
                    }
                }
            }
        }
    }

    /// Writes the features of `rows` one after the other, each for all rows.
    private func transpose(
        _ table: FeatureTable, _ rows: Range<Int>, into columns: UnsafeMutableBufferPointer<Float>
    ) {
        table.values.withUnsafeBufferPointer { values in
            for feature in 0..<featureCount {
                var from = rows.lowerBound * table.columns + feature
                for row in 0..<rows.count {
                    columns[feature * Self.rowsPerBlock + row] = values[from]
                    from += table.columns
                }
            }
        }
    }

    private func add(
        _ columns: UnsafeMutableBufferPointer<Float>, _ remaining: UnsafeMutableBufferPointer<UInt32>,
        to sums: UnsafeMutableBufferPointer<Float>
    ) {
        questions.withUnsafeBufferPointer { questions in
            leaves.withUnsafeBufferPointer { leaves in
                for tree in trees {
                    for row in 0..<sums.count { remaining[row] = .max }
                    for index in tree.questions {
                        let question = questions[index]
                        let column = question.feature &* Self.rowsPerBlock
                        for row in 0..<sums.count {
                            let isMet = columns[column &+ row] <= question.threshold
                            remaining[row] &= isMet ? .max : question.remaining
                        }
                    }
                    for row in 0..<sums.count {
                        sums[row] += leaves[tree.firstLeaf &+ remaining[row].trailingZeroBitCount]
                    }
                }
            }
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
        var questions: [Question] = []
        var leaves: [Float] = []
        for _ in 0..<treeCount {
            let start = questions.count
            var tree = TreeReading(featureCount: featureCount)
            try tree.readNode(from: &reader)
            trees.append(Tree(questions: start..<(start + tree.questions.count), firstLeaf: leaves.count))
            questions += tree.questions
            leaves += tree.leaves
        }
        self.trees = trees
        self.questions = questions
        self.leaves = leaves
    }

    /// No learned answer comes near this; refusing larger ones (and NaN) keeps every sum of trees a number.
    private static let largestAnswer: Float = 1e6

    /// What has been read of a tree.
    private struct TreeReading {
        let featureCount: Int
        var questions: [Question] = []
        var leaves: [Float] = []

        /// Takes in the subtree that starts at the reader.
        mutating func readNode(from reader: inout ByteReader, depth: Int = 0) throws(ModelError) {
            guard depth < TreeEnsemble.leafLimit, leaves.count < TreeEnsemble.leafLimit else {
                throw .malformed("a tree has more than \(TreeEnsemble.leafLimit) leaves")
            }
            let feature = try reader.byte()
            if feature == 255 {
                let value = try reader.float()
                guard abs(value) <= TreeEnsemble.largestAnswer else { throw .malformed("the answer \(value)") }
                leaves.append(value)
                return
            }
            guard Int(feature) < featureCount else { throw .malformed("feature \(feature) of \(featureCount)") }
            let place = questions.count
            questions.append(Question(feature: Int(feature), threshold: try reader.float(), remaining: .max))
            let firstWhenMet = leaves.count
            try readNode(from: &reader, depth: depth + 1)
            for leaf in firstWhenMet..<leaves.count { questions[place].remaining &= ~(1 << UInt32(leaf)) }
            try readNode(from: &reader, depth: depth + 1)
        }
    }
}
