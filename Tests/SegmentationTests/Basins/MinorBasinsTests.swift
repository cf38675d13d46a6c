// SPDX-License-Identifier: Apache-2.0

import DrawingKit
import Raster
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
            let joined = basins.joiningMinor(LeastBasin(depth: depth, area: 0), in: relief, colours: relief.gray)
            #expect(Grid(width: 5, labels: joined.labels) == expected)
        }
    }

    @Test("So does a basin of few pixels, however deep it is")
    func area() {
        let relief = Grid("000908000").relief
        for (area, expected) in [(2, Grid("000112222")), (3, Grid("000111111"))] {
            let joined = relief.basins().joiningMinor(
                LeastBasin(depth: 0, area: area), in: relief, colours: relief.gray)
            #expect(Grid(width: 9, labels: joined.labels) == expected)
        }
    }

    @Test("A neighbour of the same colour is nearer than one behind a pass that is little lower")
    func colour() {
        let relief = Grid("00090800a000").relief
        let basins = relief.basins()
        #expect(Grid(width: 12, labels: basins.labels) == Grid("000112223333"))
        let least = LeastBasin(depth: 0, area: 3)
        let alike = basins.joiningMinor(least, in: relief, colours: relief.gray)
        #expect(Grid(width: 12, labels: alike.labels) == Grid("000111112222"))
        // The pass to the left is higher by one level, the colour on the right different by five.
        let lightness = Grid("555550000000").plane.values.map { $0 / Relief.levelsPerUnit }
        let colours = [Plane(width: 12, height: 1, values: lightness)] + relief.gray[1...]
        let unlike = basins.joiningMinor(least, in: relief, colours: colours)
        #expect(Grid(width: 12, labels: unlike.labels) == Grid("000001112222"))
    }

    @Test("What has joined is not asked again")
    func once() {
        // Two pairs of shallow basins in a deep valley each: the pass between the pairs is not asked for.
        let relief = Grid("5 0 1 0 3 0 1 0 5").relief
        let joined = relief.basins().joiningMinor(LeastBasin(depth: 3, area: 0), in: relief, colours: relief.gray)
        #expect(joined.count == 2)
        #expect(joined.joiningMinor(LeastBasin(depth: 3, area: 0), in: relief, colours: relief.gray).count == 2)
        #expect(joined.joiningMinor(LeastBasin(depth: 4, area: 0), in: relief, colours: relief.gray).count == 1)
    }

    @Test("No basin has less than nothing, and one alone runs over nowhere")
    func nothing() {
        for seed in 0..<40 {
            let relief = randomRelief(seed: seed).relief
            let basins = relief.basins()
            #expect(
                basins.joiningMinor(LeastBasin(depth: 0, area: 0), in: relief, colours: relief.gray).labels
                    == basins.labels)
        }
        let flat = Grid("333").relief
        #expect(
            flat.basins().joiningMinor(LeastBasin(depth: .max, area: .max), in: flat, colours: flat.gray).labels == [
                0, 0, 0,
            ])
    }

    @Test("Basins join as their depths, areas and colours say, and keep the order of their numbers", arguments: 0..<150)
    func oracle(seed: Int) {
        let grid = randomRelief(seed: seed)
        let relief = grid.relief
        let basins = relief.basins()
        let least = LeastBasin(depth: 1 + seed % 7, area: seed % 4)
        var generator = SeededGenerator(seed: UInt64(seed))
        let colours = (0..<3).map { _ in
            Grid(width: grid.width, height: grid.height) { _, _ in Int.random(in: 0...2, using: &generator) }.plane
        }
        let joined = basins.joiningMinor(least, in: relief, colours: colours)

        var sets = (0..<basins.count).map { $0 }
        for basin in 0..<basins.count {
            let heights = grid.values.indices.filter { basins.labels[$0] == Int32(basin) }.map { grid.values[$0] }
            let rim = rim(of: basin, basins, grid, colours)
            guard let pass = rim.map(\.level).min() else { continue }
            guard let nearest = rim.min(by: { ($0.separation, $0.neighbour) < ($1.separation, $1.neighbour) }) else {
                continue
            }
            if heights.allSatisfy({ pass - $0 < least.depth }) || heights.count < least.area {
                let (one, other) = (sets[basin], sets[nearest.neighbour])
                sets = sets.map { $0 == max(one, other) ? min(one, other) : $0 }
            }
        }
        let order = Array(Set(sets)).sorted()
        #expect(joined.count == order.count)
        #expect(joined.labels == basins.labels.map { Int32(order.firstIndex(of: sets[Int($0)]) ?? -1) })
    }
}

extension Relief {
    /// Planes of one colour.
    fileprivate var gray: [Plane] {
        (0..<3).map { _ in Plane(width: width, height: height, values: [Float](repeating: 9, count: levels.count)) }
    }
}

/// The places where a basin meets others, which these are, and how much separates it from them there.
private func rim(
    of basin: Int, _ basins: Basins, _ grid: Grid, _ colours: [Plane]
) -> [(level: Int, neighbour: Int, separation: Int)] {
    func mean(_ basin: Int) -> SIMD3<Float> {
        let pixels = basins.labels.indices.filter { basins.labels[$0] == Int32(basin) }
        return pixels.reduce(SIMD3()) {
            $0 + SIMD3(colours[0].values[$1], colours[1].values[$1], colours[2].values[$1])
        }
            / Float(pixels.count)
    }
    let own = mean(basin)
    return basins.labels.indices.filter { basins.labels[$0] == Int32(basin) }.flatMap { pixel in
        neighbours(of: pixel, width: grid.width, height: grid.height)
            .filter { basins.labels[$0] != Int32(basin) }
            .map { other in
                let level = max(grid.values[pixel], grid.values[other])
                let difference = own - mean(Int(basins.labels[other]))
                let distance = (difference * difference).sum().squareRoot()
                return (
                    level, Int(basins.labels[other]), Int(Float(level) + Relief.levelsPerUnit * distance)
                )
            }
    }
}
