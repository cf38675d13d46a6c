// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct CandidateFeaturesTests {
    @Test("What is known of a set of regions is counted of its pixels", arguments: 0..<8, [false, true])
    func oracle(seed: Int, remembers: Bool) {
        let drawn = DrawnPrompts(seed: seed)
        let view = drawn.view
        var generator = drawn.generator
        let probabilities = drawn.probabilities
        let candidates = [Float(-0.8), 1.6, 0.2, -1.6].map { bias in
            Candidate(isObject: drawn.probabilities.map { _ in generator.unit() < 0.5 }, bias: bias)
        }
        let depths = [Float(1), 2, 3, 4].map { ClickDepth(atClick: $0, deepest: 2 * $0 + 1, offset: 5 * $0) }
        let scale = ScaleChoice(view, drawn.prompts, nil)
        let table = candidateFeatures(
            candidates, view, drawn.prompts, depths: depths, remembers ? drawn.memory : nil, scale, probabilities)

        let sets = candidates.map { candidate in
            drawn.counts(candidate.isObject.indices.filter { candidate.isObject[$0] })
        }
        let scaleLeaves = Set(view.tree.leaves(below: scale.bestNode))
        let scaleArea = view.regionOfPixel.count { scaleLeaves.contains(Int($0)) }
        func probability(_ place: Int) -> Float { probabilities[Int(view.regionOfPixel[place])] }
        let expectedArea = view.regionOfPixel.indices.reduce(0) { $0 + probability($1) }
        for (row, set) in sets.enumerated() where set.area > 0 {
            func expect(
                _ feature: CandidateFeature, _ value: Float, sourceLocation: SourceLocation = #_sourceLocation
            ) {
                let found = table[row, feature.rawValue]
                #expect(isClose(found, value, within: 1e-3), "\(feature)", sourceLocation: sourceLocation)
            }
            let expected = set.places.reduce(0) { $0 + probability($1) }
            expect(.bias, candidates[row].bias)
            expect(.logAreaShare, logarithm(set.area / (22 * 18)))
            expect(.expectedOverlap, expected / (set.area + expectedArea - expected))
            expect(.meanProbability, expected / set.area)
            // The third has the least bias.
            expect(.logAreaOverPlain, logarithm(set.area / sets[2].area))
            expect(.logExpectedShare, logarithm(expectedArea / (22 * 18)))
            expect(.borderShare, set.border / (set.border + set.outline))
            let isMember = candidates[row].isObject
            let outline = view.graph.edges.filter { isMember[Int($0.a)] != isMember[Int($0.b)] }
            let strength = outline.reduce(0) { $0 + $1.strength * $1.length }
            expect(.outlineStrength, strength / outline.reduce(0) { $0 + $1.length })
            let within = view.graph.edges.filter { isMember[Int($0.a)] && isMember[Int($0.b)] }
            expect(.strongestWithin, within.map(\.strength).max() ?? 0)
            let inScale = set.count { scaleLeaves.contains(Int(view.regionOfPixel[$0])) }
            expect(.overlapWithScale, inScale / (set.area + Float(scaleArea) - inScale))
            expect(.scaleScore, scale.bestScore)
            let remembered = set.count { drawn.memory.mask[$0] == 1 }
            let covered = Float(drawn.memory.mask.count { $0 == 1 })
            expect(.overlapWithMemory, remembers ? remembered / (set.area + covered - remembered) : -1)
            expect(.logViewShare, logarithm(Float(22 * 18) / (30 * 28)))
            let depth = depths[row]
            let size = set.area.squareRoot()
            let diagonal = Float(22 * 22 + 18 * 18).squareRoot()
            expect(.depthShare, depth.atClick / depth.deepest)
            expect(.depthOverSize, depth.atClick / size)
            expect(.deepestOverSize, depth.deepest / size)
            expect(.offsetOverSize, depth.offset / size)
            expect(.depthOverView, depth.atClick / diagonal)
            expect(.deepestOverView, depth.deepest / diagonal)
        }
    }
}
