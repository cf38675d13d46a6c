// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct GeodesicsTests {
    @Test("Distances are those of Floyd and Warshall", arguments: smallPictures.indices)
    func oracle(index: Int) {
        var generator = SeededGenerator(seed: UInt64(index))
        let graph = View(smallPictures[index]).graph
        let count = graph.regionCount
        guard count <= 60 else { return }
        let weights = graph.edges.map { _ in Float(Int.random(in: 0...9, using: &generator)) }
        let expected = allDistances(graph, weights)
        for source in 0..<count {
            #expect(graph.distances(from: [source], weights: weights) == expected[source])
        }
        let several = (0..<3).map { _ in Int.random(in: 0..<count, using: &generator) }
        let nearest = (0..<count).map { region in several.map { expected[$0][region] }.min() }
        #expect(graph.distances(from: several, weights: weights) == nearest)
    }

    @Test("Without a source nothing can be reached; without weights everything is near")
    func extremes() {
        let graph = View(.noise(9, 7, seed: 1)).graph
        let weights = graph.edges.map { _ in Float(0) }
        #expect(graph.distances(from: [], weights: weights).allSatisfy { $0 == RegionGraph.unreachable })
        #expect(graph.distances(from: [0], weights: weights).allSatisfy { $0 == 0 })
    }

    @Test(
        "A view remembers distances, and tells the same when it has forgotten them", arguments: smallPictures.prefix(4))
    func remembered(image: Image) {
        let view = View(image)
        let barriers = view.graph.barrierWeights()
        let paths = view.graph.pathWeights(diagonal: view.geometry.diagonal)
        let sources = (0..<min(10, view.regionCount)).map { [$0] } + [[], Array(0..<view.regionCount)]
        for regions in sources + sources.reversed() + sources {
            let known = view.distances(from: regions)
            #expect(known.barriers == view.graph.distances(from: regions, weights: barriers))
            #expect(known.paths == view.graph.distances(from: regions, weights: paths))
        }
    }

    private func allDistances(_ graph: RegionGraph, _ weights: [Float]) -> [[Float]] {
        let count = graph.regionCount
        var distances = (0..<count).map { i in (0..<count).map { $0 == i ? 0 : RegionGraph.unreachable } }
        for (edge, weight) in zip(graph.edges, weights) {
            distances[Int(edge.a)][Int(edge.b)] = weight
            distances[Int(edge.b)][Int(edge.a)] = weight
        }
        for middle in 0..<count {
            for i in 0..<count {
                for j in 0..<count {
                    distances[i][j] = min(distances[i][j], distances[i][middle] + distances[middle][j])
                }
            }
        }
        return distances
    }
}
