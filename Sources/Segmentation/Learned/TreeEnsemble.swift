// SPDX-License-Identifier: Apache-2.0

/// A sum of small regression trees: gradient boosted decision trees (J. H. Friedman, 2001).
///
/// No tree is walked. All questions of a tree are asked, of many rows at once, and each answer rules out the leaves on
/// the other side; of those that remain the first is the one that a walk would end in (C. Lucchese et al.,
/// "QuickScorer", SIGIR 2015). That asks some questions too many but has no branch and no address to wait for.
///
/// Much that is asked of regions is the same for all of them: of the click, of the view, of what there is not. Such
/// questions are answered once for all rows, and those below an answer that none of the rows gives are not asked.
struct TreeEnsemble: Sendable {
    /// A set of leaves is a 32-bit number.
    private static let leafLimit = 32
    /// Rows that are evaluated together; what is known of them stays in the fastest cache.
    private static let rowsPerBlock = 192

    /// Rows that are worth another core.
    private static let leastRows = 128

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
        /// The leaves of the tree that can be reached only if so, and only if not, one a bit.
        var whenMet: UInt32 = 0
        var whenNot: UInt32 = 0
    }

    /// Between which numbers a feature of the rows of a block lies.
    private struct Span {
        private var lowest = SIMD8<Float>(repeating: .infinity)
        private var highest = SIMD8<Float>(repeating: -.infinity)
        private var isNumber = SIMDMask<SIMD8<Int32>>(repeating: true)

        /// Of rows whose features are `numbers`.
        init(_ numbers: UnsafeBufferPointer<Float>) {
            let bytes = UnsafeRawBufferPointer(numbers)
            var row = 0
            while row + 8 <= numbers.count {
                include(bytes.loadUnaligned(fromByteOffset: 4 &* row, as: SIMD8<Float>.self))
                row += 8
            }
            while row < numbers.count {
                include(SIMD8(repeating: numbers[row]))
                row += 1
            }
        }

        @inline(__always)
        private mutating func include(_ values: SIMD8<Float>) {
            lowest.replace(with: values, where: values .< lowest)
            highest.replace(with: values, where: values .> highest)
            isNumber = isNumber .& (values .== values)
        }

        /// Its ends; none if some are no numbers.
        var ends: Ends { all(isNumber) ? Ends(lowest: lowest.min(), highest: highest.max()) : Ends() }
    }

    /// The ends of a span, which answer nothing if they are no numbers.
    private struct Ends {
        var lowest = Float.nan
        var highest = Float.nan

        /// Whether all are at most `threshold`, or none is; nil if there may be both.
        @inline(__always)
        func answer(_ threshold: Float) -> Bool? {
            if highest <= threshold { return true }
            return lowest > threshold ? false : nil
        }
    }

    /// The features of the rows of a block.
    private struct Block {
        let values: UnsafePointer<Float>
        /// From one feature of a row to the next.
        let stride: Int
        let rows: Int
        /// Rows that are asked, of which those beyond ``rows`` mean nothing: a multiple of those that are asked together.
        let askedRows: Int
        let spans: UnsafeMutableBufferPointer<Ends>

        /// The numbers of a feature, one a row.
        @inline(__always)
        func column(_ feature: Int) -> UnsafePointer<Float> { values + feature &* stride }

        func measure() {
            for feature in 0..<spans.count {
                let span = Span(UnsafeBufferPointer(start: column(feature), count: rows))
                spans.initializeElement(at: feature, to: span.ends)
            }
        }
    }

    /// The sum of the trees for every row.
    func evaluate(_ table: FeatureTable, helpers: Helpers = .none) -> [Float] {
        guard table.columns >= featureCount else { return [Float](repeating: 0, count: table.rows) }
        let lanes = FeatureTable.lanes
        var sums: [Float] = helpers.array(
            rows: table.stride / lanes, rowLength: lanes, least: Self.leastRows / lanes
        ) { part, sums in
            sums.update(repeating: 0)
            evaluate(table, (lanes * part.lowerBound)..<min(lanes * part.upperBound, table.rows), sums)
        }
        sums.removeLast(table.stride - table.rows)
        return sums
    }

    /// Writes the sums for some rows, of which the first is one of those that are asked together.
    private func evaluate(_ table: FeatureTable, _ band: Range<Int>, _ sums: UnsafeMutableBufferPointer<Float>) {
        table.values.withUnsafeBufferPointer { values in
            withBlockMemory { spans, remaining in
                for start in stride(from: band.lowerBound, to: band.upperBound, by: Self.rowsPerBlock) {
                    guard let base = values.baseAddress else { return }
                    let rows = min(band.upperBound - start, Self.rowsPerBlock)
                    let block = Block(
                        values: base + start, stride: table.stride, rows: rows,
                        askedRows: FeatureTable.padded(rows), spans: spans)
                    block.measure()
                    let first = start - band.lowerBound
                    add(block, remaining, to: UnsafeMutableBufferPointer(rebasing: sums[first..<(first + rows)]))
                }
            }
        }
    }

    /// Memory for what is found out about the rows of a block: the spans of their features, and the leaves that remain.
    private func withBlockMemory(
        _ body: (UnsafeMutableBufferPointer<Ends>, UnsafeMutableBufferPointer<UInt32>) -> Void
    ) {
        withUnsafeTemporaryAllocation(of: Ends.self, capacity: featureCount) { spans in
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Self.rowsPerBlock) { remaining in
                body(spans, remaining)
            }
        }
    }

    private func add(
        _ block: Block, _ remaining: UnsafeMutableBufferPointer<UInt32>, to sums: UnsafeMutableBufferPointer<Float>
    ) {
        questions.withUnsafeBufferPointer { questions in
            leaves.withUnsafeBufferPointer { leaves in
                for tree in trees {
                    for row in 0..<block.askedRows { remaining[row] = .max }
                    let common = ask(UnsafeBufferPointer(rebasing: questions[tree.questions]), block, remaining)
                    let leaves = UnsafeBufferPointer(rebasing: leaves[tree.firstLeaf...])
                    for row in 0..<sums.count {
                        sums[row] += leaves[(remaining[row] & common).trailingZeroBitCount]
                    }
                }
            }
        }
    }

    /// Asks the questions of a tree: rules out leaves for each of the rows in `remaining`, and returns those that are
    /// not ruled out for all of them.
    @inline(__always)
    private func ask(
        _ questions: UnsafeBufferPointer<Question>, _ block: Block, _ remaining: UnsafeMutableBufferPointer<UInt32>
    ) -> UInt32 {
        // Leaves that some of the rows may end in.
        var possible = UInt32.max
        var common = UInt32.max
        for question in questions where possible & (question.whenMet | question.whenNot) != 0 {
            switch block.spans[question.feature].answer(question.threshold) {
            case true?: possible &= ~question.whenNot
            case false?:
                possible &= ~question.whenMet
                common &= ~question.whenMet
            case nil:
                let column = block.column(question.feature)
                let whenNot = ~question.whenMet
                for row in 0..<block.askedRows {
                    remaining[row] &= column[row] <= question.threshold ? .max : whenNot
                }
            }
        }
        return common
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
            questions.append(Question(feature: Int(feature), threshold: try reader.float()))
            let firstWhenMet = leaves.count
            try readNode(from: &reader, depth: depth + 1)
            let firstWhenNot = leaves.count
            try readNode(from: &reader, depth: depth + 1)
            for leaf in firstWhenMet..<firstWhenNot { questions[place].whenMet |= 1 << UInt32(leaf) }
            for leaf in firstWhenNot..<leaves.count { questions[place].whenNot |= 1 << UInt32(leaf) }
        }
    }
}
