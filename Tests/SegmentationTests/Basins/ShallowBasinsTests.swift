// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Segmentation

@Suite struct ShallowBasinsTests {
    @Test("A basin that runs over before it is deep belongs to the one that it runs into")
    func pass() {
        let relief = Grid("03190").relief
        let basins = relief.basins()
        #expect(Grid(width: 5, labels: basins.labels) == Grid("00122"))
        // The middle one is two deep, the left one three.
        #expect(Grid(width: 5, labels: basins.joiningShallow(below: 2, in: relief).labels) == Grid("00122"))
        #expect(Grid(width: 5, labels: basins.joiningShallow(below: 3, in: relief).labels) == Grid("00011"))
    }

    @Test("What has joined is not asked again how deep it is")
    func once() {
        // Two pairs of shallow basins in a deep valley each: the pass between the pairs is not asked for.
        let relief = Grid("5 0 1 0 3 0 1 0 5").relief
        let joined = relief.basins().joiningShallow(below: 3, in: relief)
        #expect(joined.count == 2)
        #expect(joined.joiningShallow(below: 3, in: relief).count == 2)
        #expect(joined.joiningShallow(below: 4, in: relief).count == 1)
    }

    @Test("Nothing is shallower than nothing, and a basin alone runs over nowhere")
    func nothing() {
        for seed in 0..<40 {
            let relief = randomRelief(seed: seed).relief
            let basins = relief.basins()
            #expect(basins.joiningShallow(below: 0, in: relief).labels == basins.labels)
            let all = basins.joiningShallow(below: .max, in: relief)
            if basins.count == 1 { #expect(all.count == 1) }
        }
    }

    @Test("Basins join as their depths say, and keep the order of their numbers", arguments: 0..<150)
    func oracle(seed: Int) {
        let grid = randomRelief(seed: seed)
        let relief = grid.relief
        let basins = relief.basins()
        let depth = 1 + seed % 7
        let joined = basins.joiningShallow(below: depth, in: relief)

        var sets = (0..<basins.count).map { $0 }
        for basin in 0..<basins.count {
            guard let (pass, neighbour) = lowestPass(of: basin, basins, grid) else { continue }
            let floor = grid.values.indices.filter { basins.labels[$0] == Int32(basin) }.map { grid.values[$0] }.min()
            if let floor, pass - floor < depth {
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
