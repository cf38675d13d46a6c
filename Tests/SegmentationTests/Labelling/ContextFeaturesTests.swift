// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct ContextFeaturesTests {
    @Test("The second round knows what the first knew, and what it decided", arguments: 0..<8)
    func oracle(seed: Int) {
        let drawn = DrawnPrompts(seed: seed)
        let view = drawn.view
        let regions = 0..<view.regionCount
        let probabilities = drawn.probabilities
        let first = FeatureTable(rows: view.regionCount, columns: 2, fill: 7)
        let table = contextFeatures(view, drawn.prompts, first, probabilities: probabilities)
        #expect(table.columns == 2 + ContextFeature.allCases.count)
        #expect(regions.allSatisfy { table.row($0).prefix(2) == [7, 7] })

        func expect(
            _ feature: ContextFeature, sourceLocation: SourceLocation = #_sourceLocation, _ value: (Int) -> Float
        ) {
            for region in regions {
                let (found, expected) = (table[region, 2 + feature.rawValue], value(region))
                #expect(
                    isClose(found, expected, within: 1e-3), "\(feature): \(found), not \(expected)",
                    sourceLocation: sourceLocation)
            }
        }
        let clicked = drawn.regions(drawn.pixels.positives)
        let object = regions.filter { probabilities[$0] > 0.5 || clicked.contains($0) }
        let counts = drawn.counts(object)
        let middle = drawn.middle(object)
        let fromObject = drawn.overBarriers(from: regions.filter { probabilities[$0] > 0.85 || clicked.contains($0) })
        let fromRest = drawn.overBarriers(from: regions.filter { probabilities[$0] < 0.1 })
        func edges(of region: Int) -> [(other: Int, length: Float)] {
            view.graph.edges.compactMap {
                Int($0.a) == region ? (Int($0.b), $0.length) : (Int($0.b) == region ? (Int($0.a), $0.length) : nil)
            }
        }
        expect(.probability) { probabilities[$0] }
        expect(.probabilityAround) { region in
            let around = edges(of: region)
            return around.reduce(0) { $0 + $1.length * probabilities[$1.other] } / around.reduce(0) { $0 + $1.length }
        }
        expect(.probabilityNearbyMaximum) { edges(of: $0).map { probabilities[$0.other] }.max() ?? 0 }
        expect(.areaShare) { _ in counts.area / (22 * 18) }
        expect(.distanceFromMiddle) {
            drawn.middle([$0]).distance(to: middle) / (counts.area.squareRoot() + 1)
        }
        expect(.barrierFromObject) { fromObject[$0] }
        expect(.barrierFromRest) { fromRest[$0] }
        expect(.barrierRatio) { region in
            let sum = fromObject[region] + fromRest[region]
            return sum > 0 ? fromObject[region] / sum : 0
        }
        let model = ColourModel(view, members: regions.map { object.contains($0) })
        expect(.colourInside) { model.inside[$0] }
        expect(.colourOutside) { model.outside[$0] }
        expect(.colourRatio) { model.inside[$0] - model.outside[$0] }
    }

    @Test(
        "Probabilities flow to the neighbours: none leaves the range, a lone one shrinks, equal ones stay",
        arguments: 0..<8)
    func diffusion(seed: Int) {
        let drawn = DrawnPrompts(seed: seed)
        let count = drawn.view.regionCount
        func diffused(_ probabilities: [Float]) -> [Float] {
            let first = FeatureTable(rows: count, columns: 0)
            let table = contextFeatures(drawn.view, drawn.prompts, first, probabilities: probabilities)
            return (0..<count).map { table[$0, ContextFeature.probabilityDiffused.rawValue] }
        }
        #expect(diffused([Float](repeating: 0.3, count: count)).allSatisfy { isClose($0, 0.3) })
        let drawnOnes = drawn.probabilities
        let range = (drawnOnes.min() ?? 0)...(drawnOnes.max() ?? 1)
        #expect(diffused(drawnOnes).allSatisfy { range.contains($0) })
        guard count > 1, let edge = drawn.view.graph.edges.first else { return }
        var lone = [Float](repeating: 0, count: count)
        lone[Int(edge.a)] = 1
        let flowed = diffused(lone)
        #expect(flowed[Int(edge.a)] < 1 && flowed[Int(edge.b)] > 0)
        #expect(flowed[Int(edge.a)] == flowed.max())
    }
}
