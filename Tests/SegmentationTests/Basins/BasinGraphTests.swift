// SPDX-License-Identifier: Apache-2.0

import DrawingKit
import Raster
import Testing

@testable import Segmentation

@Suite struct BasinGraphTests {
    @Test("Boundaries of basins drawn by hand: who touches whom, and how long")
    func drawing() {
        let basins = Grid(
            """
            0 0 1 1
            0 2 2 1
            3 3 2 1
            """
        ).basins
        let cue = BoundaryCue(ColourPlanes(.noise(4, 3, seed: 1), ViewGeometry(width: 4, height: 3)))
        let edges = BasinGraph(basins, cue).edges
        #expect(edges.map { "\($0.a)\($0.b) \(Int($0.length))" } == ["01 1", "02 2", "03 1", "12 3", "23 2"])
    }

    @Test("Length and sums are those of all pairs of pixels across the boundary", arguments: smallPictures.indices)
    func oracle(index: Int) {
        let stages = ViewStages(smallPictures[index])
        let expected = facingPairs(stages.basins)
        let edges = stages.basinGraph.edges
        #expect(edges.count == expected.count)
        for edge in edges {
            #expect(edge.a < edge.b)
            guard let pairs = expected[[edge.a, edge.b]] else {
                Issue.record("\(edge.a) and \(edge.b) do not touch")
                continue
            }
            let cue = stages.cue
            let fine = pairs.map { max(cue.fine.values[$0.0], cue.fine.values[$0.1]) }
            #expect(edge.length == Float(pairs.count))
            #expect(isClose(edge.fine, fine.reduce(0, +)))
            #expect(edge.weakest == fine.min())
            func sum(_ plane: Plane, everyPixels step: Int) -> Float {
                let width = stages.geometry.width
                return pairs.reduce(0) { $0 + plane[$1.0 % width / step, $1.0 / width / step] }
            }
            #expect(isClose(edge.middle, sum(cue.middle, everyPixels: 2)))
            #expect(isClose(edge.coarse, sum(cue.coarse, everyPixels: 4)))
            #expect(isClose(edge.texture, sum(cue.texture, everyPixels: 4)))
            #expect(isClose(edge.activity, sum(cue.activity, everyPixels: 4)))
        }
        for (edge, next) in zip(edges, edges.dropFirst()) { #expect(edge.a <= next.a) }
    }

    @Test("Contacts are all pairs of facing pixels, by their smaller basin and then as they are met in reading order")
    func contacts() {
        for image in smallPictures {
            let basins = ViewStages(image).basins
            let contacts = BasinContacts(basins)
            #expect(contacts.starts.first == 0 && contacts.starts.last == contacts.pairs.count)
            var found: [[Int32]: [[Int]]] = [:]
            for basin in 0..<basins.count {
                let pairs = contacts.pairs[contacts.starts[basin]..<contacts.starts[basin + 1]]
                let codes = pairs.map { 2 * Int($0.pixels.first) + ($0.pixels.isBelow ? 1 : 0) }
                #expect(codes == codes.sorted())
                for pair in pairs {
                    let first = Int(pair.pixels.first)
                    let pixels = [first, first + (pair.pixels.isBelow ? basins.width : 1)]
                    found[[Int32(basin), pair.b], default: []].append(pixels)
                }
            }
            let expected = facingPairs(basins).mapValues {
                $0.map { [$0.0, $0.1] }.sorted { $0.lexicographicallyPrecedes($1) }
            }
            #expect(found.mapValues { $0.sorted { $0.lexicographicallyPrecedes($1) } } == expected)
        }
    }

    /// The pairs of neighbouring pixels in different basins, by the two basins, smaller number first.
    private func facingPairs(_ basins: Basins) -> [[Int32]: [(Int, Int)]] {
        var pairs: [[Int32]: [(Int, Int)]] = [:]
        for pixel in basins.labels.indices {
            for other in neighbours(of: pixel, width: basins.width, height: basins.height) where other > pixel {
                let names = [basins.labels[pixel], basins.labels[other]].sorted()
                if names[0] != names[1] { pairs[names, default: []].append((pixel, other)) }
            }
        }
        return pairs
    }
}

@Suite struct EdgeStrengthTests {
    @Test("Without a learned decision a steeper boundary is a stronger one, between 0 and 1")
    func handMade() {
        for image in smallPictures {
            let stages = ViewStages(image)
            let byGradient = zip(stages.basinGraph.edges, stages.edgeStrengths)
                .map { (gradient: $0.fine / $0.length, strength: $1) }.sorted { $0.gradient < $1.gradient }
            for (weaker, stronger) in zip(byGradient, byGradient.dropFirst()) {
                #expect(weaker.strength <= stronger.strength)
            }
            #expect(stages.edgeStrengths.allSatisfy { $0 >= 0 && $0 <= 1 })
        }
    }

    @Test("A learned decision is asked with the features of each edge, and its log-odds become a probability")
    func learned() throws {
        let image = Image.scene(24, 17, seed: 3)
        let stages = ViewStages(image)
        let feature = EdgeFeature.logLength.rawValue
        let tree = TestTree.question(feature, 1, .answer(-2), .answer(3))
        let decision = try ensemble([tree], featureCount: EdgeFeature.allCases.count)
        let strengths = edgeStrengths(
            stages.basinGraph, stages.basinStatistics, meanGradient: stages.cue.meanGradient, decision)
        for (edge, strength) in zip(stages.basinGraph.edges, strengths) {
            let logOdds: Double = edge.length <= 2 ? -2 : 3
            #expect(isClose(strength, Float(1 / (1 + power(2.718281828, -logOdds)))))
        }
    }

    @Test("Every feature of every edge is a number")
    func finite() {
        for image in smallPictures {
            let stages = ViewStages(image)
            let table = edgeFeatures(
                stages.basinGraph, stages.basinStatistics, meanGradient: stages.cue.meanGradient)
            #expect(table.rows == stages.basinGraph.edges.count)
            #expect(table.values.allSatisfy { $0.isFinite })
        }
    }
}
