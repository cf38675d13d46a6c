// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct RegionStatisticsTests {
    @Test("Area, box and border of basins drawn by hand")
    func drawing() {
        let basins = Grid(
            """
            0 0 1
            0 2 1
            3 2 1
            """
        ).basins
        let statistics = regionStatistics(of: basins, channels: channels(3, 3) { _, _, _ in 0 })
        #expect(statistics.map(\.area) == [3, 3, 2, 1])
        #expect(statistics.map(\.border) == [4, 5, 1, 2])
        #expect(statistics.map(\.minX) == [0, 2, 1, 0])
        #expect(statistics.map(\.maxX) == [1, 2, 1, 0])
        #expect(statistics.map(\.minY) == [0, 0, 1, 2])
        #expect(statistics.map(\.maxY) == [1, 2, 2, 2])
    }

    @Test("Mean and variance are those of the pixels", arguments: smallPictures.indices)
    func colours(index: Int) {
        let stages = ViewStages(smallPictures[index])
        let planes = stages.cue.channels
        for (basin, statistics) in stages.basinStatistics.enumerated() {
            let pixels = stages.basins.labels.indices.filter { stages.basins.labels[$0] == Int32(basin) }
            #expect(statistics.area == Float(pixels.count))
            var variance = 0.0
            for channel in 0..<4 {
                let values = pixels.map { Double(planes[channel].values[$0]) }
                let mean = values.reduce(0, +) / Double(values.count)
                #expect(isClose(statistics.colour[channel], Float(mean), within: 1e-3))
                if channel < 3 {
                    variance += values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
                }
            }
            #expect(abs(statistics.colourVariance - Float(variance)) < 0.05 + 0.001 * Float(variance))
        }
    }

    @Test("What two basins add up to is what their union has")
    func merging() {
        var generator = SeededGenerator(seed: 1)
        let planes = channels(4, 3) { _, _, _ in Float.random(in: 0...50, using: &generator) }
        let parts = regionStatistics(of: Grid("0011\n0221\n2221").basins, channels: planes)
        let joint = regionStatistics(of: Grid("0011\n0001\n0001").basins, channels: planes)
        var merged = parts[0]
        merged.merge(parts[2])
        #expect(merged.area == joint[0].area)
        #expect(merged.border == joint[0].border)
        #expect(merged.minX == joint[0].minX && merged.maxX == joint[0].maxX)
        #expect(merged.minY == joint[0].minY && merged.maxY == joint[0].maxY)
        for channel in 0..<4 { #expect(isClose(merged.sums[channel], joint[0].sums[channel])) }
        #expect(isClose(merged.colourVariance, joint[0].colourVariance, within: 1e-3))
    }

    @Test("Basins of one colour have no variance, not even a negative one")
    func oneColour() {
        let statistics = regionStatistics(of: Grid("000\n000").basins, channels: channels(3, 2) { _, _, _ in 33.3 })
        #expect(statistics[0].colourVariance >= 0)
        #expect(statistics[0].colourVariance < 0.01)
    }

    private func channels(_ width: Int, _ height: Int, _ value: (Int, Int, Int) -> Float) -> [Plane] {
        (0..<4).map { channel in
            Plane(
                width: width, height: height,
                values: (0..<(width * height)).map { value(channel, $0 % width, $0 / width) })
        }
    }
}
