// SPDX-License-Identifier: Apache-2.0

import DrawingKit
import Raster
import Testing

@testable import Segmentation

@Suite struct BandFloodTests {
    @Test("The two floods meet on the ridge")
    func ridge() {
        let settled = settle(
            Grid(
                """
                1 2 2 2 2 2 0
                1 2 2 2 2 2 0
                """),
            heights: Grid(
                """
                . 1 2 9 2 1 .
                . 1 9 2 2 1 .
                """))
        #expect(settled[2, 0] == 1 && settled[4, 0] == 0)
        #expect(settled[1, 1] == 1 && settled[3, 1] == 0)
    }

    @Test("It is the flood of its definition, into however many parts the band is cut", arguments: 0..<60)
    func definition(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let width = Int.random(in: 1...40, using: &generator)
        let height = Int.random(in: 1...30, using: &generator)
        let share = Int.random(in: 2...6, using: &generator)
        let pixels = Grid(width: width, height: height) { _, _ in
            Int.random(in: 0..<share, using: &generator) > 1 ? 2 : Int.random(in: 0...1, using: &generator)
        }
        let heights = Grid(width: width, height: height) { _, _ in
            [0, 1, 2, 3, 300, 511][Int.random(in: 0..<6, using: &generator)]
        }
        let expected = plainFlood(pixels, heights)
        for rowsOfPart in [height, 1, 3, 7] {
            #expect(settle(pixels, heights: heights, rowsOfPart: rowsOfPart) == expected)
        }
    }

    /// What the soft mask says where nobody decides.
    private func softness(_ x: Int, _ y: Int) -> Float { (3 * x + 5 * y) % 7 < 3 ? 0.7 : 0.3 }

    private func settle(_ grid: Grid, heights: Grid, rowsOfPart: Int? = nil) -> Grid {
        let rows = rowsOfPart ?? grid.height
        let parts = stride(from: 0, to: grid.height, by: rows).map { top in
            let range = top..<min(grid.height, top + rows)
            let band = range.flatMap { y in (0..<grid.width).filter { grid[$0, y] == 2 }.map { (x: $0, y: y) } }
            return BandPart(
                rows: range,
                pixels: band.map { BandPixel(x: Int32($0.x), y: Int32($0.y), softness: softness($0.x, $0.y)) })
        }
        var pixels = grid.values.map { UInt8($0) }
        pixels.withUnsafeMutableBufferPointer { pixels in
            BandFlood.run(pixels: pixels, width: grid.width, parts: parts, levels: 512) { part in
                part.pixels.map { Int16(heights[Int($0.x), Int($0.y)]) }
            }
        }
        return Grid(width: grid.width, height: grid.height, values: pixels.map { Int($0) })
    }

    /// The definition: of all pixels that wait, the one of the lowest level that has waited for longest takes the side of
    /// most of its decided neighbours, and of the soft mask where they are at odds.
    private func plainFlood(_ grid: Grid, _ heights: Grid) -> Grid {
        var sides = grid
        var waiting: [(level: Int, order: Int, place: Int)] = []
        var hasWaited = Set<Int>()
        func around(_ place: Int) -> [Int] { neighbours(of: place, width: grid.width, height: grid.height) }
        func wait(_ place: Int, level: Int) {
            guard sides.values[place] == 2, hasWaited.insert(place).inserted else { return }
            waiting.append((max(level, heights.values[place]), hasWaited.count, place))
        }
        for place in grid.values.indices where around(place).contains(where: { grid.values[$0] < 2 }) {
            wait(place, level: 0)
        }
        while let index = waiting.indices.min(by: {
            (waiting[$0].level, waiting[$0].order) < (waiting[$1].level, waiting[$1].order)
        }) {
            let (level, _, place) = waiting.remove(at: index)
            let votes = around(place).reduce(0) { $0 + [-1, 1, 0][sides.values[$1]] }
            let isSoftObject = softness(place % grid.width, place / grid.width) > 0.5
            sides.values[place] = votes > 0 || votes == 0 && isSoftObject ? 1 : 0
            for other in around(place) { wait(other, level: level) }
        }
        for place in sides.values.indices where sides.values[place] == 2 {
            sides.values[place] = softness(place % grid.width, place / grid.width) > 0.5 ? 1 : 0
        }
        return sides
    }
}
