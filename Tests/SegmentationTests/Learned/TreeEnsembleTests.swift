// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct TreeEnsembleTests {
    @Test("A question that is met exactly counts as at most")
    func threshold() throws {
        let tree = TestTree.question(1, 2.5, .answer(-1), .question(0, 0, .answer(10), .answer(20)))
        let rows: [[Float]] = [[0, 2], [0, 2.5], [0, 2.6], [0.1, 3], [-1, 3]]
        #expect(try ensemble([tree], featureCount: 2).evaluate(table(rows)) == [-1, -1, 10, 20, 10])
    }

    @Test("No trees and trees without questions")
    func trivial() throws {
        let rows: [[Float]] = [[0], [1], [2], [3], [4]]
        let none = try ensemble([], featureCount: 1)
        #expect(none.evaluate(table(rows)) == [0, 0, 0, 0, 0])
        let answers = try ensemble([.answer(2), .answer(0.5)], featureCount: 1)
        #expect(answers.evaluate(table(rows)) == [2.5, 2.5, 2.5, 2.5, 2.5])
        #expect(answers.evaluate(FeatureTable(rows: 0, columns: 1)) == [])
    }

    @Test("The quick walk gives what the definition gives, to the bit", arguments: 0..<60)
    func oracle(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let featureCount = Int.random(in: 1...6, using: &generator)
        let trees = (0..<Int.random(in: 1...9, using: &generator)).map { _ in
            TestTree.random(depth: 5, featureCount: featureCount, &generator)
        }
        let special: [Float] = [.nan, .infinity, -.infinity, -0.0, .greatestFiniteMagnitude]
        let rows = (0..<Int.random(in: 0...13, using: &generator)).map { _ in
            (0..<featureCount).map { _ in
                Int.random(in: 0..<12, using: &generator) == 0
                    ? special[Int.random(in: 0..<special.count, using: &generator)]
                    : Float(Int.random(in: -4...4, using: &generator))
            }
        }
        let expected = rows.map { row in trees.reduce(Float(0)) { $0 + $1.value(row) } }
        let ensemble = try ensemble(trees, featureCount: featureCount)
        #expect(ensemble.featureCount == featureCount)
        guard !rows.isEmpty else { return }
        #expect(ensemble.evaluate(table(rows)) == expected)
    }

    @Test("A table with too few columns is not read")
    func narrowTable() throws {
        let ensemble = try ensemble([.question(4, 0, .answer(1), .answer(2))], featureCount: 5)
        #expect(ensemble.evaluate(table([[1, 2], [3, 4]])) == [0, 0])
    }

    @Test("Bytes that end too early are refused, wherever they end")
    func truncation() {
        var generator = SeededGenerator(seed: 5)
        let trees = (0..<3).map { _ in TestTree.random(depth: 4, featureCount: 3, &generator) }
        let bytes = ensembleBytes(trees, featureCount: 3)
        for count in 0..<bytes.count {
            var reader = ByteReader(Array(bytes[..<count]))
            #expect(throws: ModelError.truncated) { try TreeEnsemble(from: &reader) }
        }
    }

    @Test("Trees without end and features that nobody computes are refused")
    func malformed() {
        let endless: [UInt8] = [3, 1, 0] + [UInt8](repeating: 0, count: 2000)
        var reader = ByteReader(endless)
        #expect(throws: ModelError.self) { try TreeEnsemble(from: &reader) }
        #expect(throws: ModelError.malformed("feature 3 of 3")) {
            try ensemble([.question(3, 0, .answer(0), .answer(0))], featureCount: 3)
        }
    }

    @Test("Numbers that are none, or beyond all measure, are refused", arguments: [Float.nan, .infinity, -1e30])
    func numbers(value: Float) {
        #expect(throws: ModelError.self) { try ensemble([.answer(value)], featureCount: 1) }
    }

    @Test("Damaged bytes are refused or give some ensemble that can be asked")
    func damage() throws {
        var generator = SeededGenerator(seed: 6)
        let trees = (0..<4).map { _ in TestTree.random(depth: 5, featureCount: 4, &generator) }
        let bytes = ensembleBytes(trees, featureCount: 4)
        var accepted = 0
        for _ in 0..<1500 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                damaged[Int.random(in: damaged.indices, using: &generator)] = UInt8.random(
                    in: .min ... .max, using: &generator)
            }
            var reader = ByteReader(damaged)
            guard let ensemble = try? TreeEnsemble(from: &reader) else { continue }
            let wide = FeatureTable(rows: 5, columns: 255, fill: 0.5)
            #expect(ensemble.evaluate(wide).allSatisfy { $0.isFinite })
            accepted += 1
        }
        #expect(accepted > 0 && accepted < 1500)
    }

    private func table(_ rows: [[Float]]) -> FeatureTable {
        var table = FeatureTable(rows: rows.count, columns: rows.first?.count ?? 0)
        for (row, values) in rows.enumerated() {
            for (column, value) in values.enumerated() { table[row, column] = value }
        }
        return table
    }
}
