// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct CheapestMergeTests {
    @Test(
        "Every merge is the cheapest of all that are possible when its turn comes",
        arguments: smallPictures.indices, [Strengths.random, .few, .none, .learnedFrom])
    func cheapest(index: Int, strengths: Strengths) {
        let stages = ViewStages(smallPictures[index])
        let strengths = strengths.values(stages, seed: UInt64(index))
        let tree = MergeTree(
            stages.basinGraph, strengths: strengths, stages.basinStatistics, pixelCount: stages.geometry.pixelCount)
        var naive = NaiveMerging(stages, strengths)
        var height: Float = 0
        for node in tree.nodes[tree.basinCount...] {
            let costs = naive.costs()
            let pair = [node.firstChild, node.secondChild].sorted()
            let least = costs.values.min()
            #expect(least != nil && costs[pair] == least, "\(pair) of \(costs.count)")
            height = max(height, least ?? 0)
            #expect(node.height == height)
            naive.merge(node.firstChild, node.secondChild)
        }
        #expect(naive.costs().isEmpty)
    }

    /// Strengths of boundaries; multiples of a power of two, so that sums are exact in whatever order they are made.
    enum Strengths: CaseIterable {
        case random
        /// So few different ones that merges often cost about the same.
        case few
        /// Nothing but colours and sizes decide: whatever has grown largest mostly goes on growing.
        case none
        case learnedFrom

        func values(_ stages: ViewStages, seed: UInt64) -> [Float] {
            var generator = SeededGenerator(seed: seed)
            return stages.edgeStrengths.map { strength in
                switch self {
                case .random: Float(Int.random(in: 0...1024, using: &generator)) / 1024
                case .few: Float(Int.random(in: 0...1, using: &generator)) / 2
                case .none: 0
                case .learnedFrom: (strength * 1024).rounded() / 1024
                }
            }
        }
    }

    /// Merging as it is defined: after every merge everything is worked out from the edges between basins.
    private struct NaiveMerging {
        private let edges: [BasinGraph.Edge]
        private let strengths: [Float]
        private let pixelCount: Float
        private var statistics: [RegionStatistics]
        /// The living node that holds each basin.
        private var holder: [Int32]

        init(_ stages: ViewStages, _ strengths: [Float]) {
            edges = stages.basinGraph.edges
            self.strengths = strengths
            pixelCount = Float(stages.geometry.pixelCount)
            statistics = stages.basinStatistics
            holder = statistics.indices.map { Int32($0) }
        }

        /// What merging each pair of touching nodes costs, by their numbers, the smaller first.
        func costs() -> [[Int32]: Float] {
            var boundaries: [[Int32]: (length: Float, strength: Float)] = [:]
            for (edge, strength) in zip(edges, strengths) {
                let pair = [holder[Int(edge.a)], holder[Int(edge.b)]].sorted()
                guard pair[0] != pair[1] else { continue }
                boundaries[pair, default: (0, 0)].length += edge.length
                boundaries[pair, default: (0, 0)].strength += strength * edge.length
            }
            return boundaries.reduce(into: [:]) { costs, item in
                let (a, b) = (statistics[Int(item.key[0])], statistics[Int(item.key[1])])
                let boundary = item.value.strength / item.value.length
                let difference = min(30, colourDistance(a.colour, b.colour))
                let smallerShare = min(a.area, b.area) / pixelCount
                costs[item.key] =
                    (boundary + 0.03 * difference * (0.3 + boundary) + 0.001) * power(smallerShare, 0.35)
            }
        }

        mutating func merge(_ a: Int32, _ b: Int32) {
            var merged = statistics[Int(a)]
            merged.merge(statistics[Int(b)])
            let name = Int32(statistics.count)
            statistics.append(merged)
            holder = holder.map { $0 == a || $0 == b ? name : $0 }
        }
    }
}
