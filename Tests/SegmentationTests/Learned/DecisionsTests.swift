// SPDX-License-Identifier: Apache-2.0

import Foundation
import Raster
import Testing

@testable import Segmentation

@Suite struct DecisionsTests {
    @Test("Each section becomes the decision of its letter; letters of a later day are passed over")
    func sections() throws {
        let decisions = try Decisions(bytes: sampleBytes + section("Z", [1, 2, 3]))
        #expect(decisions.edge != nil)
        #expect(decisions.scale != nil)
        #expect(decisions.region == nil)
        #expect(decisions.context == nil)
        #expect(decisions.calibration == [0, 0.5, 1])
    }

    @Test("The decisions that the package is built with are about the features that it computes")
    func embedded() throws {
        let bytes = embeddedDecisions
        guard !bytes.isEmpty else { return }
        let decisions = try Decisions(bytes: bytes)
        #expect(decisions.edge != nil && decisions.scale != nil && decisions.region != nil)
        #expect(decisions.context != nil && decisions.candidate != nil)
        #expect(bytes.count <= 300_000)
    }

    @Test("Each of its features is in the column from which it was learned")
    func columns() throws {
        struct Provenance: Decodable { let features: [String: [String]] }
        guard !embeddedDecisions.isEmpty else { return }
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Sources/LearnedDecisions/decisions.model.json")
        let learned = try JSONDecoder().decode(Provenance.self, from: Data(contentsOf: file))
        #expect(learned.features == Examples.featureNames)
    }

    @Test("No sections, no learned decisions")
    func empty() throws {
        let decisions = try Decisions(bytes: header)
        #expect(decisions.edge == nil && decisions.scale == nil && decisions.region == nil)
        #expect(decisions.calibration.isEmpty)
    }

    @Test("Other files are refused with a reason")
    func foreign() {
        #expect(throws: ModelError.truncated) { try Decisions(bytes: []) }
        #expect(throws: ModelError.malformed("the first bytes are not RDGL")) {
            try Decisions(bytes: Array("PNG is not a model".utf8))
        }
        #expect(throws: ModelError.self) { try Decisions(bytes: Array("RDGL".utf8) + [99]) }
    }

    @Test("A decision on other features than are computed is refused")
    func features() {
        let narrow = ensembleBytes([.answer(1)], featureCount: 3)
        for letter in ["E", "S", "R", "C", "O"] {
            #expect(throws: ModelError.self) { try Decisions(bytes: header + section(letter, narrow)) }
        }
    }

    @Test("Bytes that end too early are refused, unless they end between two sections")
    func truncation() {
        var ends: [Int] = []
        for count in 0..<sampleBytes.count {
            do {
                _ = try Decisions(bytes: Array(sampleBytes[..<count]))
                ends.append(count)
            } catch {
                #expect(error == .truncated)
            }
        }
        #expect(
            ends == [
                header.count, header.count + edgeSection.count, header.count + edgeSection.count + scaleSection.count,
            ])
    }

    @Test("Damaged bytes are refused, or a picture is segmented by whatever they say")
    func damage() throws {
        var generator = SeededGenerator(seed: 1)
        let image = Image.scene(20, 14, seed: 2)
        let prompts = Prompts(positives: [Point(x: 9, y: 7)], negatives: [Point(x: 2, y: 2)])
        var accepted = 0
        for _ in 0..<150 {
            var damaged = sampleBytes
            for _ in 0..<Int.random(in: 1...2, using: &generator) {
                damaged[Int.random(in: damaged.indices, using: &generator)] = UInt8.random(
                    in: .min ... .max, using: &generator)
            }
            guard let decisions = try? Decisions(bytes: damaged) else { continue }
            accepted += 1
            guard accepted <= 12 else { continue }
            let segmenter = Segmenter(decisions)
            expectPromises(segmenter.segment(segmenter.analyse(image), prompts), prompts, image)
        }
        #expect(accepted > 12)
    }

    @Test("Confidence lies on straight lines through the calibrated values")
    func confidence() throws {
        let calibrated = try Decisions(
            bytes: header + section("K", [0.1, 0.2, 0.9].flatMap { littleEndian(Float($0).bitPattern) }))
        for (overlap, expected) in [(-1, 0.1), (0, 0.1), (0.25, 0.15), (0.5, 0.2), (0.75, 0.55), (1, 0.9), (7, 0.9)] {
            #expect(abs(calibrated.confidence(expectedOverlap: Float(overlap)) - expected) < 1e-6)
        }
        #expect(Decisions.handTuned.confidence(expectedOverlap: 0.25) == 0.25)
    }

    private let header = Array("RDGL".utf8) + [1]

    private func section(_ letter: String, _ bytes: [UInt8]) -> [UInt8] {
        Array(letter.utf8) + littleEndian(UInt32(bytes.count)) + bytes
    }

    private var edgeSection: [UInt8] {
        let tree = TestTree.question(EdgeFeature.fine.rawValue, 2, .answer(-2), .answer(2))
        return section("E", ensembleBytes([tree, tree], featureCount: EdgeFeature.allCases.count))
    }

    private var scaleSection: [UInt8] {
        let tree = TestTree.question(NodeFeature.height.rawValue, 0.2, .answer(0.2), .answer(0.7))
        return section("S", ensembleBytes([tree], featureCount: NodeFeature.allCases.count))
    }

    private var sampleBytes: [UInt8] {
        header + edgeSection + scaleSection
            + section("K", [0, 0.5, 1].flatMap { littleEndian(Float($0).bitPattern) })
    }
}
