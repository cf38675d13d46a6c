// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct CandidateTests {
    /// A view of a scene with a click into it, and probabilities drawn at random.
    private struct Drawn {
        let view: View
        let prompts: ViewPrompts
        let probabilities: [Float]

        init(_ image: Image, seed: UInt64, typicalObjectSize: Float? = nil) {
            var generator = SeededGenerator(seed: seed)
            view = View(image)
            let pixel = FramePixel(x: image.width / 2, y: image.height / 2)
            let clicked = PixelPrompts(
                positives: [pixel], negatives: [], box: nil, typicalObjectSize: typicalObjectSize)
            prompts = ViewPrompts(clicked, in: view)
            probabilities = (0..<view.regionCount).map { _ in generator.unit() }
        }

        func choice(_ decision: TreeEnsemble?) -> CandidateChoice {
            CandidateChoice(
                view, prompts, nil, ScaleChoice(view, prompts, nil), probabilities, decision)
        }
    }

    @Test("The more is taken, the more: each cut contains the one before it, and the click", arguments: smallPictures)
    func nested(image: Image) {
        let drawn = Drawn(image, seed: 3)
        let cuts = Candidate.cuts(drawn.view, drawn.prompts, drawn.probabilities)
        #expect(!cuts.isEmpty && Set(cuts.map(\.isObject)).count == cuts.count)
        for cut in cuts { #expect(cut.isObject[drawn.prompts.positives[0].region]) }
        for (smaller, larger) in zip(cuts, cuts.dropFirst()) {
            #expect(smaller.bias < larger.bias)
            #expect(smaller.isObject.indices.allSatisfy { !smaller.isObject[$0] || larger.isObject[$0] })
        }
    }

    @Test("One of the cuts is the one without bias", arguments: smallPictures)
    func plain(image: Image) {
        let drawn = Drawn(image, seed: 4)
        let plain = RegionLabelling(drawn.view, drawn.prompts, probabilities: drawn.probabilities).isObject
        #expect(Candidate.cuts(drawn.view, drawn.prompts, drawn.probabilities).contains { $0.isObject == plain })
    }

    @Test("The cut of which most is predicted is taken")
    func choice() throws {
        let drawn = Drawn(.scene(30, 30, seed: 4), seed: 5)
        let cuts = Candidate.cuts(drawn.view, drawn.prompts, drawn.probabilities)
        try #require(cuts.count > 2)
        func preferring(_ feature: CandidateFeature, above threshold: Float) throws -> TreeEnsemble {
            try ensemble(
                [.question(feature.rawValue, threshold, .answer(0.3), .answer(0.8))],
                featureCount: CandidateFeature.allCases.count)
        }
        let largest = drawn.choice(try preferring(.bias, above: cuts[cuts.count - 2].bias))
        #expect(largest.best.isObject == cuts[cuts.count - 1].isObject && largest.bestScore == 0.8)
        let middle = drawn.choice(try preferring(.depthShare, above: 0.99))
        #expect(
            middle.scores.indices.allSatisfy {
                (middle.scores[$0] == 0.8) == (middle.features[$0, CandidateFeature.depthShare.rawValue] > 0.99)
            })
        // Nothing is preferred: the smallest is.
        #expect(drawn.choice(try preferring(.bias, above: 9)).best.isObject == cuts[0].isObject)
    }

    @Test("Of equals the one of the size of a typical object is taken")
    func typicalSize() throws {
        let equal = try ensemble([.answer(0.5)], featureCount: CandidateFeature.allCases.count)
        let plain = Drawn(.scene(30, 30, seed: 4), seed: 5)
        let scale = plain.view.geometry.scaleX * plain.view.geometry.scaleY
        let cuts = plain.choice(equal).candidates
        try #require(cuts.count > 2)
        for cut in cuts {
            let size = (plain.view.area(of: cut.isObject) / scale).squareRoot()
            let drawn = Drawn(.scene(30, 30, seed: 4), seed: 5, typicalObjectSize: size)
            #expect(drawn.choice(equal).best.isObject == cut.isObject)
        }
    }
}
