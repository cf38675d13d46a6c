// SPDX-License-Identifier: Apache-2.0

import DrawingKit
import Raster
import Testing

@testable import Segmentation

@Suite struct RegionGraphTests {
    @Test("Edges are the pairs of regions that touch, as long as they touch", arguments: smallPictures.indices)
    func lengths(index: Int) {
        let view = View(ViewStages(smallPictures[index]))
        var expected: [[Int32]: Float] = [:]
        for pixel in view.regionOfPixel.indices {
            for other in neighbours(of: pixel, width: view.geometry.width, height: view.geometry.height)
            where other > pixel && view.regionOfPixel[pixel] != view.regionOfPixel[other] {
                expected[[view.regionOfPixel[pixel], view.regionOfPixel[other]].sorted(), default: 0] += 1
            }
        }
        var found: [[Int32]: Float] = [:]
        for edge in view.graph.edges {
            #expect(edge.a < edge.b && found[[edge.a, edge.b]] == nil)
            #expect(edge.strength.isFinite && edge.strength >= -0.03)
            found[[edge.a, edge.b]] = edge.length
        }
        #expect(found == expected)
    }

    @Test("Every step has its way back over the same edge", arguments: smallPictures.indices)
    func steps(index: Int) {
        let graph = View(smallPictures[index]).graph
        #expect(graph.steps.count == 2 * graph.edges.count)
        for region in 0..<graph.regionCount {
            var visited: Set<Int32> = []
            for step in graph.steps(from: region) {
                let edge = graph.edges[Int(step.edge)]
                #expect(Set([edge.a, edge.b]) == [Int32(region), step.region])
                #expect(visited.insert(step.region).inserted)
                #expect(
                    graph.steps(from: Int(step.region)).contains { $0.region == Int32(region) && $0.edge == step.edge })
            }
        }
    }

    @Test("The middle of a region is the mean of the middles of its pixels; its outline the mean of its edges")
    func means() {
        for image in smallPictures {
            let view = View(image)
            for region in 0..<view.regionCount {
                let pixels = view.regionOfPixel.indices.filter { view.regionOfPixel[$0] == Int32(region) }
                let x = pixels.reduce(0) { $0 + Float($1 % view.geometry.width) + 0.5 } / Float(pixels.count)
                let y = pixels.reduce(0) { $0 + Float($1 / view.geometry.width) + 0.5 } / Float(pixels.count)
                #expect(isClose(view.graph.centroids[region].x, x) && isClose(view.graph.centroids[region].y, y))
                let edges = view.graph.edges.filter { $0.a == Int32(region) || $0.b == Int32(region) }
                let length = edges.reduce(0) { $0 + $1.length }
                let strength = edges.reduce(0) { $0 + $1.length * $1.strength }
                #expect(isClose(view.graph.outlineStrength[region], length > 0 ? strength / length : 0, within: 1e-3))
            }
        }
    }

    @Test("No step of a path costs less than nothing, not even between like colours whose middles are in one place")
    func freeSteps() {
        var generator = SeededGenerator(seed: 1)
        let nearlyPlain = Image(width: 17, height: 17) { _, _ in
            let level = UInt8.random(in: 100...101, using: &generator)
            return (level, level, level)
        }
        let stages = ViewStages(nearlyPlain)
        let tree = RegionTree(stages.mergeTree, leafLimit: 10)
        let graph = RegionGraph(
            tree, stages.basinGraph, strengths: stages.basinGraph.edges.map { _ in 0 },
            regionOfPixel: stages.basins.labels.map { tree.leafOfBasin[Int($0)] }, width: stages.geometry.width)
        #expect(graph.edges.contains { $0.strength < 0 })
        // Seen from so far away all middles are in one place.
        #expect(graph.pathWeights(diagonal: 1e6).allSatisfy { $0 >= 0 })
    }

    @Test("A boundary of learned strength 1 is stronger than one of 0, and different colours add to it")
    func strength() {
        func strength(_ value: Float, _ drawing: String) -> Float {
            let stages = ViewStages(Grid(drawing).image)
            let strengths = stages.basinGraph.edges.map { _ in value }
            let tree = RegionTree(stages.mergeTree, leafLimit: 2)
            let regions = stages.basins.labels.map { tree.leafOfBasin[Int($0)] }
            let graph = RegionGraph(
                tree, stages.basinGraph, strengths: strengths, regionOfPixel: regions, width: stages.geometry.width)
            return graph.edges.map(\.strength).max() ?? -1
        }
        let alike = Array(repeating: "44444444455555555", count: 8).joined(separator: "\n")
        let different = Array(repeating: "11111111199999999", count: 8).joined(separator: "\n")
        #expect(strength(1, alike) > strength(0.5, alike) && strength(0.5, alike) > strength(0, alike))
        #expect(strength(0.5, different) > strength(0.5, alike))
    }
}
