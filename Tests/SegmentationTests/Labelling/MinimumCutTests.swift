// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct MinimumCutTests {
    @Test("A chain is cut at its weakest edge")
    func chain() {
        let edges = edges([(0, 1), (1, 2), (2, 3)])
        let cut = minimumCut(preference: [10, 0, 0, -10], edges: edges, weights: [5, 2, 5])
        #expect(cut == [true, true, false, false])
    }

    @Test("A region that would rather be background gives way to a strong neighbour")
    func pull() {
        let edges = edges([(0, 1)])
        #expect(minimumCut(preference: [9, -3], edges: edges, weights: [4]) == [true, true])
        #expect(minimumCut(preference: [9, -3], edges: edges, weights: [2]) == [true, false])
        #expect(minimumCut(preference: [2, -3], edges: edges, weights: [4]) == [false, false])
    }

    @Test("Ties go to the background")
    func ties() {
        #expect(minimumCut(preference: [0, 0, 0], edges: edges([(0, 1)]), weights: [1]) == [false, false, false])
        #expect(minimumCut(preference: [2, -2], edges: edges([(0, 1)]), weights: [2]) == [false, false])
        #expect(minimumCut(preference: [], edges: [], weights: []).isEmpty)
    }

    @Test("No labelling has less energy, and none of the same energy has fewer regions", arguments: 0..<150)
    func oracle(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let count = Int.random(in: 1...8, using: &generator)
        var pairs: [(Int, Int)] = []
        for a in 0..<count {
            for b in (a + 1)..<max(a + 1, count) where Int.random(in: 0..<3, using: &generator) > 0 {
                pairs.append((a, b))
            }
        }
        // Whole numbers, so that sums are exact.
        let weights = pairs.map { _ in Float(Int.random(in: 0...6, using: &generator)) }
        let network = FlowNetwork(vertexCount: count, edges: edges(pairs), weights: weights)
        // What flowed for one set of preferences must not show in the cut for the next.
        for _ in 0..<3 {
            let preference = (0..<count).map { _ in Float(Int.random(in: -9...9, using: &generator)) }
            #expect(network.minimumCut(preference) == leastCut(preference, pairs, weights))
        }
    }

    private func leastCut(_ preference: [Float], _ pairs: [(Int, Int)], _ weights: [Float]) -> [Bool] {
        let count = preference.count
        func energy(_ labels: Int) -> Float {
            let ofRegions = (0..<count).reduce(Float(0)) { $0 - (labels >> $1 & 1 == 1 ? preference[$1] : 0) }
            return zip(pairs, weights).reduce(ofRegions) {
                $0 + (labels >> $1.0.0 & 1 != labels >> $1.0.1 & 1 ? $1.1 : 0)
            }
        }
        let energies = (0..<(1 << count)).map(energy)
        let least = energies.min()
        let smallest = energies.indices.filter { energies[$0] == least }.reduce(-1) { $0 & $1 }
        return (0..<count).map { smallest >> $0 & 1 == 1 }
    }

    @Test("Clicked regions are certain: nothing outweighs them")
    func certainty() {
        let edges = edges([(0, 1), (1, 2)])
        #expect(
            minimumCut(preference: [1e7, -5000, -1e7], edges: edges, weights: [100, 9000]) == [true, false, false])
    }

    private func minimumCut(preference: [Float], edges: [RegionGraph.Edge], weights: [Float]) -> [Bool] {
        FlowNetwork(vertexCount: preference.count, edges: edges, weights: weights).minimumCut(preference)
    }

    private func edges(_ pairs: [(Int, Int)]) -> [RegionGraph.Edge] {
        pairs.map { RegionGraph.Edge(a: Int32($0.0), b: Int32($0.1), length: 1, strength: 1) }
    }
}
