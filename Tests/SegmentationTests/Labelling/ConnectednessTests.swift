// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct ConnectednessTests {
    @Test("Only the pixels that hang together with a seed over edges are left; the seed itself in any case")
    func drawing() {
        let mask = Grid(
            """
            1 1 0 1
            0 1 0 1
            0 0 1 0
            1 0 0 0
            """)
        func connected(_ seeds: [Int]) -> Grid {
            let pixels = connectedPixels(mask.values.map { UInt8($0) }, width: 4, to: seeds)
            return Grid(width: 4, height: 4, values: pixels.map { Int($0) })
        }
        #expect(connected([0]) == Grid("1100\n0100\n0000\n0000"))
        #expect(connected([7, 12]) == Grid("0001\n0001\n0000\n1000"))
        #expect(connected([15]) == Grid("0000\n0000\n0000\n0001"))
        #expect(connected([6]) == Grid("1101\n0111\n0010\n0000"))
        #expect(connected([]) == Grid("0000\n0000\n0000\n0000"))
    }

    @Test("Stretches of pixels hang together as their pixels do, one by one", arguments: 0..<40)
    func pixels(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let width = Int.random(in: 1...25, using: &generator)
        let count = width * Int.random(in: 1...20, using: &generator)
        let mask = (0..<count).map { _ in UInt8(Int.random(in: 0..<5, using: &generator) > 1 ? 1 : 0) }
        let seeds = (0..<2).map { _ in Int.random(in: 0..<count, using: &generator) }
        var reached = Set(seeds)
        var waiting = seeds
        while let pixel = waiting.popLast() {
            var neighbours = [pixel - width, pixel + width].filter { $0 >= 0 && $0 < count }
            if pixel % width > 0 { neighbours.append(pixel - 1) }
            if pixel % width < width - 1 { neighbours.append(pixel + 1) }
            for other in neighbours where mask[other] == 1 && reached.insert(other).inserted { waiting.append(other) }
        }
        #expect(connectedPixels(mask, width: width, to: seeds) == (0..<count).map { reached.contains($0) ? 1 : 0 })
    }

    @Test("Regions hang together over common boundaries", arguments: smallPictures.indices)
    func regions(index: Int) {
        var generator = SeededGenerator(seed: UInt64(index))
        let graph = View(smallPictures[index]).graph
        let count = graph.regionCount
        for _ in 0..<4 {
            let set = (0..<count).map { _ in Bool.random(using: &generator) }
            let seeds = (0..<2).map { _ in Int.random(in: 0..<count, using: &generator) }
            var reached = Set(seeds)
            var grows = true
            while grows {
                grows = false
                for edge in graph.edges {
                    for (from, to) in [(Int(edge.a), Int(edge.b)), (Int(edge.b), Int(edge.a))]
                    where reached.contains(from) && set[to] && reached.insert(to).inserted {
                        grows = true
                    }
                }
            }
            #expect(graph.connected(set, to: seeds) == (0..<count).map { reached.contains($0) })
        }
    }
}
