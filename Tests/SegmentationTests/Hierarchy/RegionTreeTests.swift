// SPDX-License-Identifier: Apache-2.0

import DrawingKit
import Raster
import Testing

@testable import Segmentation

@Suite struct RegionTreeTests {
    static let trees: [(image: Int, leafLimit: Int)] = smallPictures.indices.flatMap { image in
        [2, 5, 600].map { (image, $0) }
    }

    @Test("So many regions as are wanted, or one a basin", arguments: trees)
    func leaves(image: Int, leafLimit: Int) {
        let merges = ViewStages(smallPictures[image]).mergeTree
        let tree = RegionTree(merges, leafLimit: leafLimit)
        #expect(tree.leafCount == min(leafLimit, merges.basinCount))
        #expect(tree.nodes.count == 2 * tree.leafCount - 1)
        #expect(tree.leafOrder.sorted() == Array(0..<Int32(tree.leafCount)))
        for (number, node) in tree.nodes.enumerated() {
            #expect(node.parent < 0 ? number == tree.nodes.count - 1 : Int(node.parent) > number)
            if number < tree.leafCount { #expect(node.height == 0 && node.firstChild == -1) }
        }
    }

    @Test("The leaves below a node are an interval of the depth-first order", arguments: trees)
    func intervals(image: Int, leafLimit: Int) {
        let tree = RegionTree(ViewStages(smallPictures[image]).mergeTree, leafLimit: leafLimit)
        for node in tree.nodes.indices {
            let interval = tree.leafOrder[Int(tree.nodes[node].firstLeaf)..<Int(tree.nodes[node].endLeaf)]
            let below = (0..<tree.leafCount).filter { tree.path(from: $0).contains(node) }
            #expect(interval.map { Int($0) }.sorted() == below)
            for leaf in 0..<tree.leafCount { #expect(tree.contains(node, leaf: leaf) == below.contains(leaf)) }
        }
    }

    @Test("Every basin lies in the leaf above it, and areas agree", arguments: trees)
    func basins(image: Int, leafLimit: Int) {
        let stages = ViewStages(smallPictures[image])
        let tree = RegionTree(stages.mergeTree, leafLimit: leafLimit)
        var areas = [Float](repeating: 0, count: tree.leafCount)
        for (basin, leaf) in tree.leafOfBasin.enumerated() {
            #expect(leaf >= 0 && Int(leaf) < tree.leafCount)
            areas[Int(leaf)] += stages.basinStatistics[basin].area
        }
        #expect(areas == tree.nodes[..<tree.leafCount].map(\.area))
        #expect(tree.nodes.last?.area == Float(stages.geometry.pixelCount))
        for node in tree.nodes where node.firstChild >= 0 {
            #expect(node.area == tree.nodes[Int(node.firstChild)].area + tree.nodes[Int(node.secondChild)].area)
        }
    }

    @Test("Each region hangs together", arguments: smallPictures.indices)
    func connectedRegions(index: Int) {
        let view = View(smallPictures[index])
        for region in 0..<view.regionCount {
            let pixels = view.regionOfPixel.indices.filter { view.regionOfPixel[$0] == Int32(region) }
            guard let start = pixels.first else {
                Issue.record("region \(region) has no pixel")
                continue
            }
            let reached = flooded(from: start, width: view.geometry.width, height: view.geometry.height) {
                view.regionOfPixel[$0] == Int32(region)
            }
            #expect(reached.count == pixels.count)
        }
    }

    @Test("The walk over a path meets every leaf once, at the lowest common ancestor", arguments: trees)
    func lowestCommonAncestors(image: Int, leafLimit: Int) {
        let tree = RegionTree(ViewStages(smallPictures[image]).mergeTree, leafLimit: leafLimit)
        for start in [0, tree.leafCount / 2, tree.leafCount - 1] {
            let path = tree.path(from: start)
            #expect(path.first == start && path.last == tree.nodes.count - 1)
            var places: [Int: Int] = [:]
            tree.forEachLeaf(path) { leaf, place in
                #expect(places[leaf] == nil)
                places[leaf] = place
            }
            for leaf in 0..<tree.leafCount {
                let ancestor = tree.path(from: leaf).first { path.contains($0) }
                #expect(places[leaf].map { path[$0] } == ancestor)
            }
        }
    }
}
