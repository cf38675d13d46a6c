// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Segmentation

@Suite struct LightGBMParityTests {
    /// What LightGBM answered to a few examples when `scripts/train` made the decisions of the package.
    private struct Answers {
        let table: FeatureTable
        let sums: [Float]

        init(_ section: ByteReader) throws {
            var reader = section
            let rows = Int(try reader.uint32())
            let columns = Int(try reader.uint32())
            var table = FeatureTable(rows: rows, columns: columns)
            for row in 0..<rows { for column in 0..<columns { table[row, column] = try reader.float() } }
            var sums: [Float] = []
            while !reader.isAtEnd { sums.append(try reader.float()) }
            self.table = table
            self.sums = sums
        }
    }

    /// The sections of the file by their letters.
    private func sections() throws -> [String: Answers] {
        let file = try #require(
            Bundle.module.url(forResource: "decisions.model", withExtension: "answers", subdirectory: "Fixtures"))
        var reader = try SectionReader([UInt8](try Data(contentsOf: file)))
        var sections: [String: Answers] = [:]
        while let (letter, content) = try reader.next() { sections[String(letter)] = try Answers(content) }
        return sections
    }

    @Test("The engine answers as LightGBM did when the decisions were made", arguments: ["E", "S", "R", "C", "O"])
    func parity(letter: String) throws {
        guard !embeddedDecisions.isEmpty else { return }
        let decisions = try Decisions(bytes: embeddedDecisions)
        let ensembles = [
            "E": decisions.edge, "S": decisions.scale, "R": decisions.region, "C": decisions.context,
            "O": decisions.candidate,
        ]
        let ensemble = try #require(ensembles[letter] ?? nil)
        let answers = try #require(try sections()[letter])
        #expect(answers.table.columns == ensemble.featureCount)
        #expect(answers.sums.count == answers.table.rows && answers.table.rows >= 20)
        for (ours, theirs) in zip(ensemble.evaluate(answers.table), answers.sums) {
            // LightGBM adds in double precision.
            #expect(abs(ours - theirs) < 1e-4 * max(1, abs(theirs)))
        }
        #expect(Set(answers.sums).count > answers.sums.count / 2)
    }
}
