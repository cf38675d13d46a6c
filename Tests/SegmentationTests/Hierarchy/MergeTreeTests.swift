// SPDX-License-Identifier: Apache-2.0

import DrawingKit
import Raster
import Testing

@testable import Segmentation

@Suite struct MergeTreeTests {
    @Test("The weak boundary goes before the strong one")
    func order() {
        let image = Grid(width: 24, height: 8) { x, _ in x < 8 ? 2 : (x < 16 ? 3 : 9) }.image
        let stages = ViewStages(image)
        let tree = stages.mergeTree
        let left = stages.basins.labels[2]
        let middle = stages.basins.labels[12]
        let right = stages.basins.labels[21]
        let near = lowestCommonAncestor(tree, left, middle)
        let far = lowestCommonAncestor(tree, left, right)
        #expect(near < far)
        #expect(tree.nodes[near].height < tree.nodes[far].height)
        #expect(lowestCommonAncestor(tree, middle, right) == far)
    }

    @Test(
        "A binary tree: two children a merge, parents after their children, one root", arguments: smallPictures.indices)
    func shape(index: Int) {
        let tree = ViewStages(smallPictures[index]).mergeTree
        let nodes = tree.nodes
        #expect(nodes.count == 2 * tree.basinCount - 1)
        for (number, node) in nodes.enumerated() {
            #expect(node.parent < 0 ? number == nodes.count - 1 : Int(node.parent) > number)
            if number < tree.basinCount {
                #expect(node.firstChild == -1 && node.secondChild == -1)
            } else {
                #expect(nodes[Int(node.firstChild)].parent == Int32(number))
                #expect(nodes[Int(node.secondChild)].parent == Int32(number))
                #expect(node.firstChild != node.secondChild)
            }
        }
    }

    @Test("Heights never fall on the way up, nor from one merge to the next", arguments: smallPictures.indices)
    func heights(index: Int) {
        let tree = ViewStages(smallPictures[index]).mergeTree
        let heights = tree.nodes[tree.basinCount...].map(\.height)
        #expect(heights.allSatisfy { $0.isFinite && $0 >= 0 })
        for (lower, higher) in zip(heights, heights.dropFirst()) { #expect(lower <= higher) }
    }

    @Test("What is known of a node is true of its pixels", arguments: smallPictures.indices)
    func nodes(index: Int) {
        let stages = ViewStages(smallPictures[index])
        let tree = stages.mergeTree
        let width = stages.geometry.width
        let height = stages.geometry.height
        for (number, node) in tree.nodes.enumerated() {
            let basins = basins(below: number, tree)
            let isInside = stages.basins.labels.map { basins.contains($0) }
            let pixels = isInside.indices.filter { isInside[$0] }
            let facing = pixels.reduce(0) { count, pixel in
                count + neighbours(of: pixel, width: width, height: height).count { !isInside[$0] }
            }
            let strength = zip(stages.basinGraph.edges, stages.edgeStrengths).reduce(Float(0)) { sum, item in
                basins.contains(item.0.a) != basins.contains(item.0.b) ? sum + item.0.length * item.1 : sum
            }
            #expect(node.statistics.area == Float(pixels.count))
            #expect(Int(node.statistics.minX) == pixels.map { $0 % width }.min())
            #expect(Int(node.statistics.maxY) == pixels.map { $0 / width }.max())
            #expect(isClose(node.perimeter, Float(facing), within: 1e-3))
            #expect(abs(node.outlineStrength - strength) < 1e-3 * Float(facing) + 0.01)
        }
    }

    @Test("Only regions that touch are merged", arguments: smallPictures.indices)
    func touching(index: Int) {
        let stages = ViewStages(smallPictures[index])
        let tree = stages.mergeTree
        for node in tree.nodes[tree.basinCount...] {
            let first = basins(below: Int(node.firstChild), tree)
            let second = basins(below: Int(node.secondChild), tree)
            #expect(first.isDisjoint(with: second))
            #expect(
                stages.basinGraph.edges.contains {
                    (first.contains($0.a) && second.contains($0.b)) || (first.contains($0.b) && second.contains($0.a))
                })
        }
    }

    @Test("The same picture gives the same tree")
    func repeats() {
        let image = Image.noise(12, 12, seed: 2)
        let parents = (0..<3).map { _ in ViewStages(image).mergeTree.nodes.map(\.parent) }
        #expect(parents[0] == parents[1] && parents[1] == parents[2])
    }

    private func basins(below node: Int, _ tree: MergeTree) -> Set<Int32> {
        var result: Set<Int32> = []
        var open = [node]
        while let next = open.popLast() {
            if next < tree.basinCount {
                result.insert(Int32(next))
            } else {
                open += [Int(tree.nodes[next].firstChild), Int(tree.nodes[next].secondChild)]
            }
        }
        return result
    }

    private func lowestCommonAncestor(_ tree: MergeTree, _ a: Int32, _ b: Int32) -> Int {
        (0..<tree.nodes.count).first { basins(below: $0, tree).isSuperset(of: [a, b]) } ?? -1
    }
}

@Suite struct MergeQueueTests {
    @Test("Entries come out cheapest first, those of one cost by their names, whenever they were put in")
    func order() {
        var generator = SeededGenerator(seed: 1)
        func entry() -> MergeQueue.Entry {
            MergeQueue.Entry(
                cost: Float(Int.random(in: 0...9, using: &generator)), a: Int32.random(in: 0...9, using: &generator),
                b: Int32.random(in: 0...9, using: &generator))
        }
        var model = (0..<17).map { _ in entry() }
        var queue = MergeQueue(model)
        for _ in 0..<23 {
            let new = entry()
            queue.push(new)
            model.append(new)
        }
        for step in 0..<200 {
            if step % 3 == 0 {
                let new = entry()
                queue.push(new)
                model.append(new)
            }
            model.sort()
            let expected = model.isEmpty ? nil : model.removeFirst()
            let popped = queue.popCheapest()
            #expect(popped?.cost == expected?.cost && popped?.a == expected?.a && popped?.b == expected?.b)
        }
        #expect(model.isEmpty)
    }
}
