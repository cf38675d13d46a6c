// SPDX-License-Identifier: Apache-2.0

import DrawingKit
import Raster
import Testing

@testable import Segmentation

@Suite struct SteepestDescentTests {
    @Test("Two valleys meet on the ridge")
    func ridge() {
        let relief = Grid(
            """
            1 2 8 3 2
            0 2 9 3 1
            1 2 7 3 2
            """)
        let basins = relief.relief.basins()
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

    @Test("A plateau between two valleys is shared: each gets what is nearer to it")
    func plateau() {
        #expect(Grid(width: 7, labels: Grid("0555550").relief.basins().labels) == Grid("0000111"))
        #expect(Grid(width: 7, labels: Grid("0155550").relief.basins().labels) == Grid("0000111"))
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
            Grid(width: 4, labels: relief.relief.basins().labels)
                == Grid(
                    """
                    0 0 0 0
                    0 0 1 0
                    0 1 1 2
                    0 0 2 2
                    """))
    }

    @Test("Water goes where it is steepest: from the 5 to the 1, though the ways over the 3 and the 4 go down too")
    func steepest() {
        let relief = Grid(
            """
            2 3 5 1 0
            9 9 4 9 9
            9 9 0 9 9
            """)
        #expect(
            Grid(width: 5, labels: relief.relief.basins().labels)
                == Grid(
                    """
                    0 0 1 1 1
                    0 0 2 1 1
                    2 2 2 2 2
                    """))
    }

    @Test("One height all over is one basin", arguments: [(1, 1), (1, 9), (9, 1), (5, 4)])
    func flat(width: Int, height: Int) {
        for level in [0, 7, 1023, Int(Relief.highest)] {
            let basins = Grid(width: width, height: height) { _, _ in level }.relief.basins()
            #expect(basins.count == 1)
            #expect(basins.labels.allSatisfy { $0 == 0 })
        }
    }

    @Test("Basins are numbered by their lowest places in reading order")
    func numbers() {
        let basins = Grid(
            """
            5 9 1
            0 9 9
            """
        ).relief.basins()
        #expect(Grid(width: 3, labels: basins.labels) == Grid("100\n110"))
    }

    @Test("Water of every pixel is where that of its lowest neighbour is", arguments: 0..<150)
    func oracle(seed: Int) {
        let grid = randomRelief(seed: seed)
        let basins = grid.relief.basins()
        let minima = regionalMinima(grid)
        #expect(basins.count == minima.count)
        for (number, minimum) in minima.enumerated() {
            #expect(minimum.allSatisfy { basins.labels[$0] == Int32(number) })
        }
        for pixel in grid.values.indices where !minima.contains(where: { $0.contains(pixel) }) {
            let ways = nearestDescents(from: pixel, in: grid)
            #expect(ways.contains { basins.labels[$0] == basins.labels[pixel] }, "pixel \(pixel) of\n\(grid)")
        }
    }

    @Test("The same relief, and a higher one of the same shape, have the same basins")
    func repeats() {
        for seed in 0..<40 {
            let relief = randomRelief(seed: seed)
            let raised = Grid(width: relief.width, height: relief.height, values: relief.values.map { $0 * 3 + 17 })
            let labels = relief.relief.basins().labels
            #expect(labels == relief.relief.basins().labels)
            #expect(labels == raised.relief.basins().labels)
        }
    }

    @Test("A long winding way down is followed to its end")
    func longWay() {
        let (width, height) = (61, 41)
        let way = spiral(width: width, height: height)
        var heights = [Int](repeating: 30_000, count: width * height)
        for (step, pixel) in way.enumerated() { heights[pixel] = way.count - step }
        let basins = Grid(width: width, height: height, values: heights).relief.basins()
        #expect(basins.count == 1)
    }

    @Test("The relief is rounded to levels, and cut at a height that no edge of a picture reaches")
    func levels() {
        let unit = Relief.levelsPerUnit
        let heights = [0, 0.4 / unit, 0.6 / unit, 12.3 / unit, 7, 1e9]
        let relief = Relief(Plane(width: heights.count, height: 1, values: heights))
        #expect(relief.levels == [0, 0, 1, 12, Int16(7 * unit), Relief.highest])
    }
}

/// Small reliefs; few heights make large plateaus.
func randomRelief(seed: Int) -> Grid {
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

/// The places where water of a pixel may leave its plateau: the lowest neighbours of those of its pixels that have lower
/// ones and to which the way is shortest.
private func nearestDescents(from start: Int, in relief: Grid) -> [Int] {
    var reached: Set<Int> = [start]
    var front = [start]
    while !front.isEmpty {
        let ways = front.flatMap { pixel -> [Int] in
            let beside = neighbours(of: pixel, width: relief.width, height: relief.height)
            guard let lowest = beside.map({ relief.values[$0] }).min(), lowest < relief.values[pixel] else { return [] }
            return beside.filter { relief.values[$0] == lowest }
        }
        if !ways.isEmpty { return ways }
        front = front.flatMap { neighbours(of: $0, width: relief.width, height: relief.height) }
            .filter { relief.values[$0] == relief.values[start] && reached.insert($0).inserted }
    }
    return []
}

/// A way of single steps from the outer corner of a grid to its middle that leaves a wall between its turns.
private func spiral(width: Int, height: Int) -> [Int] {
    var taken = [Bool](repeating: false, count: width * height)
    var (x, y, dx, dy) = (0, 0, 1, 0)
    var way = [0]
    taken[0] = true
    func isFree(_ x: Int, _ y: Int) -> Bool {
        x >= 0 && y >= 0 && x < width && y < height && !taken[y * width + x]
    }
    var turns = 0
    while turns < 2 {
        let isAhead = isFree(x + dx, y + dy)
        let isWall = x + 2 * dx >= 0 && x + 2 * dx < width && y + 2 * dy >= 0 && y + 2 * dy < height
        if isAhead && !(isWall && taken[(y + 2 * dy) * width + x + 2 * dx]) {
            (x, y, turns) = (x + dx, y + dy, 0)
            taken[y * width + x] = true
            way.append(y * width + x)
        } else {
            (dx, dy, turns) = (-dy, dx, turns + 1)
        }
    }
    return way
}
