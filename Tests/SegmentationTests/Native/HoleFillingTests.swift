// SPDX-License-Identifier: Apache-2.0

import DrawingKit
import Raster
import Testing

@testable import Segmentation

@Suite struct HoleFillingTests {
    @Test("Small holes are filled; bays, large holes and those that were clicked are not")
    func drawing() {
        let mask = """
            1 1 1 1 1 1 1 1
            1 0 1 1 0 0 1 0
            1 1 1 1 0 0 1 0
            1 0 0 1 1 1 1 1
            1 1 1 1 1 0 1 1
            1 1 1 1 1 1 1 1
            """
        #expect(
            filled(mask, largest: 3, kept: [])
                == Grid(
                    """
                    1 1 1 1 1 1 1 1
                    1 1 1 1 0 0 1 0
                    1 1 1 1 0 0 1 0
                    1 1 1 1 1 1 1 1
                    1 1 1 1 1 1 1 1
                    1 1 1 1 1 1 1 1
                    """))
        #expect(
            filled(mask, largest: 4, kept: [3 * 8 + 2])
                == Grid(
                    """
                    1 1 1 1 1 1 1 1
                    1 1 1 1 1 1 1 0
                    1 1 1 1 1 1 1 0
                    1 0 0 1 1 1 1 1
                    1 1 1 1 1 1 1 1
                    1 1 1 1 1 1 1 1
                    """))
        #expect(filled(mask, largest: 0, kept: []) == Grid(mask))
    }

    @Test("What touches the rim over an edge is no hole; corners do not open one")
    func corners() {
        #expect(filled("1101\n1011\n1111", largest: 9, kept: []) == Grid("1101\n1111\n1111"))
        #expect(filled("000\n000", largest: 9, kept: []) == Grid("000\n000"))
        #expect(filled("0", largest: 9, kept: []) == Grid("0"))
    }

    @Test("Each hole is filled whole or not at all", arguments: 0..<30)
    func oracle(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let width = Int.random(in: 1...12, using: &generator)
        let height = Int.random(in: 1...12, using: &generator)
        let mask = Grid(width: width, height: height) { _, _ in Int.random(in: 0...9, using: &generator) < 6 ? 1 : 0 }
        let largest = Int.random(in: 0...5, using: &generator)
        let kept = (0..<2).map { _ in Int.random(in: 0..<(width * height), using: &generator) }
        var expected = mask
        for start in mask.values.indices where mask.values[start] == 0 {
            let part = flooded(from: start, width: width, height: height) { mask.values[$0] == 0 }
            let touchesRim = part.contains { pixel in
                pixel % width == 0 || pixel % width == width - 1 || pixel / width == 0 || pixel / width == height - 1
            }
            if !touchesRim && part.count <= largest && part.isDisjoint(with: kept) { expected.values[start] = 1 }
        }
        var pixels = mask.values.map { UInt8($0) }
        fillHoles(in: &pixels, width: width, height: height, largest: largest, keeping: kept)
        #expect(pixels.map { Int($0) } == expected.values)
    }

    private func filled(_ drawing: String, largest: Int, kept: [Int]) -> Grid {
        let grid = Grid(drawing)
        var pixels = grid.values.map { UInt8($0) }
        fillHoles(in: &pixels, width: grid.width, height: grid.height, largest: largest, keeping: kept)
        return Grid(width: grid.width, height: grid.height, values: pixels.map { Int($0) })
    }
}
