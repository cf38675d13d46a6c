// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Segmentation

@Suite struct FloodingTests {
    @Test("Two valleys meet on the ridge")
    func ridge() {
        let relief = Grid(
            """
            1 2 8 3 2
            0 2 9 3 1
            1 2 7 3 2
            """)
        let basins = flood(relief)
        #expect(
            Grid(width: 5, labels: basins.labels)
                == Grid(
                    """
                    0 0 0 1 1
                    0 0 0 1 1
                    0 0 0 1 1
                    """))
        #expect(basins.count == 2)
    }

    @Test("A plateau between two valleys is shared: each flood goes as far as the other")
    func plateau() {
        #expect(Grid(width: 7, labels: flood(Grid("0555550")).labels) == Grid("0000111"))
    }

    @Test("A valley without a lower neighbour is one basin, whatever its shape; corners do not join")
    func minima() {
        let relief = Grid(
            """
            1 1 1 1
            1 4 4 1
            1 4 0 4
            1 1 4 0
            """)
        #expect(
            Grid(width: 4, labels: flood(relief).labels)
                == Grid(
                    """
                    0 0 0 0
                    0 0 0 0
                    0 0 1 0
                    0 0 1 2
                    """))
    }

    @Test("The lowest pass decides, not the shortest way")
    func lowestPass() {
        // The 3 in the corner is beside the wall of the left valley, but the way to the right one is lower.
        let relief = Grid(
            """
            9 3 2 1
            0 9 9 0
            """)
        #expect(
            Grid(width: 4, labels: flood(relief).labels)
                == Grid(
                    """
                    0 1 1 1
                    0 0 1 1
                    """))
    }

    @Test("One height all over is one basin", arguments: [(1, 1), (1, 9), (9, 1), (5, 4)])
    func flat(width: Int, height: Int) {
        for level in [0, 7, 1023, 65535] {
            let basins = flood(Grid(width: width, height: height) { _, _ in level })
            #expect(basins.count == 1)
            #expect(basins.labels.allSatisfy { $0 == 0 })
        }
    }

    @Test("Basins are numbered by their lowest places in reading order")
    func numbers() {
        let basins = flood(
            Grid(
                """
                5 9 1
                0 9 9
                """))
        #expect(Grid(width: 3, labels: basins.labels) == Grid("100\n110"))
    }

    @Test("Every pixel lies in a basin that it can reach over its lowest pass", arguments: 0..<150)
    func oracle(seed: Int) {
        let relief = randomRelief(seed: seed)
        let basins = flood(relief)
        let minima = regionalMinima(relief)
        #expect(basins.count == minima.count)
        #expect(basins.labels.allSatisfy { $0 >= 0 && $0 < basins.count })

        let passes = minima.map { lowestPasses(relief, from: $0) }
        for (number, minimum) in minima.enumerated() {
            #expect(minimum.allSatisfy { basins.labels[$0] == Int32(number) })
        }
        for pixel in relief.values.indices {
            let lowest = passes.map { $0[pixel] }.min()
            #expect(passes[Int(basins.labels[pixel])][pixel] == lowest, "pixel \(pixel) of\n\(relief)")
        }
        for (number, minimum) in minima.enumerated() {
            guard let start = minimum.first else { continue }
            let reached = flooded(from: start, width: relief.width, height: relief.height) {
                basins.labels[$0] == Int32(number)
            }
            #expect(reached.count == basins.labels.count { $0 == Int32(number) }, "basin \(number) is in parts")
        }
    }

    @Test("The same relief gives the same basins")
    func repeats() {
        for seed in 0..<20 {
            let relief = randomRelief(seed: seed)
            #expect(flood(relief).labels == flood(relief).labels)
        }
    }

    @Test("A higher relief of the same shape has the same basins")
    func shift() {
        for seed in 0..<40 {
            let relief = randomRelief(seed: seed)
            let raised = Grid(width: relief.width, height: relief.height, values: relief.values.map { $0 * 3 + 17 })
            #expect(flood(relief).labels == flood(raised).labels)
        }
    }

    @Test("The relief is cut into a tenth of a unit, and at a height that no edge of a picture reaches")
    func levels() {
        let relief = Plane(width: 5, height: 1, values: [0, 0.09, 0.1, 12.34, 1e9])
        #expect(quantisedRelief(relief) == [0, 0, 1, 123, 1023])
        var generator = SeededGenerator(seed: 4)
        let heights =
            (0..<4000).map { _ in Float.random(in: 0...110, using: &generator) } + (0...500).map { Float($0) / 10 }
        #expect(
            quantisedRelief(Plane(width: heights.count, height: 1, values: heights))
                == heights.map { UInt16(min(1023, $0 * 10)) })
    }
}

private func flood(_ relief: Grid) -> Basins {
    floodBasins(levels: relief.levels, width: relief.width, height: relief.height)
}

/// Small reliefs; few heights make large plateaus.
private func randomRelief(seed: Int) -> Grid {
    var generator = SeededGenerator(seed: UInt64(seed))
    let width = Int.random(in: 1...8, using: &generator)
    let height = Int.random(in: 1...8, using: &generator)
    let highest = [1, 2, 5, 60][seed % 4]
    return Grid(width: width, height: height) { _, _ in Int.random(in: 0...highest, using: &generator) }
}

/// All plateaus without a lower neighbour, in reading order of their first pixels.
private func regionalMinima(_ relief: Grid) -> [Set<Int>] {
    var seen: Set<Int> = []
    var minima: [Set<Int>] = []
    for start in relief.values.indices where !seen.contains(start) {
        let level = relief.values[start]
        let plateau = flooded(from: start, width: relief.width, height: relief.height) { relief.values[$0] == level }
        seen.formUnion(plateau)
        let isMinimum = plateau.allSatisfy { pixel in
            neighbours(of: pixel, width: relief.width, height: relief.height).allSatisfy { relief.values[$0] >= level }
        }
        if isMinimum { minima.append(plateau) }
    }
    return minima
}

/// For every pixel the least, over all ways to `minimum`, of the highest place on the way.
private func lowestPasses(_ relief: Grid, from minimum: Set<Int>) -> [Int] {
    var passes = [Int](repeating: .max, count: relief.values.count)
    for pixel in minimum { passes[pixel] = relief.values[pixel] }
    var changed = true
    while changed {
        changed = false
        for pixel in passes.indices {
            for other in neighbours(of: pixel, width: relief.width, height: relief.height) where passes[other] < .max {
                let pass = max(passes[other], relief.values[pixel])
                if pass < passes[pixel] {
                    passes[pixel] = pass
                    changed = true
                }
            }
        }
    }
    return passes
}
