// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Segmentation

@Suite struct MinorBasinsTests {
    @Test("A basin that runs over before it is deep belongs to the one that it runs into")
    func depth() {
        let relief = Grid("03190").relief
        let basins = relief.basins()
        #expect(Grid(width: 5, labels: basins.labels) == Grid("00122"))
        // The middle one is two deep, the left one three.
        for (depth, expected) in [(2, Grid("00122")), (3, Grid("00011"))] {
            let joined = basins.joiningMinor(LeastBasin(depth: depth, area: 0), in: relief)
            #expect(Grid(width: 5, labels: joined.labels) == expected)
        }
    }

    @Test("So does a basin of few pixels, however deep it is")
    func area() {
        let relief = Grid("000908000").relief
        for (area, expected) in [(2, Grid("000112222")), (3, Grid("000111111"))] {
            let joined = relief.basins().joiningMinor(LeastBasin(depth: 0, area: area), in: relief)
            #expect(Grid(width: 9, labels: joined.labels) == expected)
        }
    }

    @Test("What has joined is not asked again")
    func once() {
        // Two pairs of shallow basins in a deep valley each: the pass between the pairs is not asked for.
        let relief = Grid("5 0 1 0 3 0 1 0 5").relief
        let joined = relief.basins().joiningMinor(LeastBasin(depth: 3, area: 0), in: relief)
        #expect(joined.count == 2)
        #expect(joined.joiningMinor(LeastBasin(depth: 3, area: 0), in: relief).count == 2)
        #expect(joined.joiningMinor(LeastBasin(depth: 4, area: 0), in: relief).count == 1)
    }

    @Test("No basin has less than nothing, and one alone runs over nowhere")
    func nothing() {
        for seed in 0..<40 {
            let relief = randomRelief(seed: seed).relief
            let basins = relief.basins()
            #expect(basins.joiningMinor(LeastBasin(depth: 0, area: 0), in: relief).labels == basins.labels)
        }
        let flat = Grid("333").relief
        #expect(flat.basins().joiningMinor(LeastBasin(depth: .max, area: .max), in: flat).labels == [0, 0, 0])
    }

    @Test("Basins join as their depths and areas say, and keep the order of their numbers", arguments: 0..<150)
    func oracle(seed: Int) {
        let grid = randomRelief(seed: seed)
        let relief = grid.relief
        let basins = relief.basins()
        let least = LeastBasin(depth: 1 + seed % 7, area: seed % 4)
        let joined = basins.joiningMinor(least, in: relief)

        var sets = (0..<basins.count).map { $0 }
        for basin in 0..<basins.count {
            let heights = grid.values.indices.filter { basins.labels[$0] == Int32(basin) }.map { grid.values[$0] }
            guard let (pass, neighbour) = lowestPass(of: basin, basins, grid) else { continue }
            if heights.allSatisfy({ pass - $0 < least.depth }) || heights.count < least.area {
                let (one, other) = (sets[basin], sets[neighbour])
                sets = sets.map { $0 == max(one, other) ? min(one, other) : $0 }
            }
        }
        let order = Array(Set(sets)).sorted()
        #expect(joined.count == order.count)
        #expect(joined.labels == basins.labels.map { Int32(order.firstIndex(of: sets[Int($0)]) ?? -1) })
    }
}

/// The lowest place where a basin meets another one, and which that is; of several the one with the smallest number.
private func lowestPass(of basin: Int, _ basins: Basins, _ grid: Grid) -> (level: Int, neighbour: Int)? {
    grid.values.indices.filter { basins.labels[$0] == Int32(basin) }
        .flatMap { pixel in
            neighbours(of: pixel, width: grid.width, height: grid.height)
                .filter { basins.labels[$0] != Int32(basin) }
                .map { (max(grid.values[pixel], grid.values[$0]), Int(basins.labels[$0])) }
        }
        .min { $0 < $1 }
}
