// SPDX-License-Identifier: Apache-2.0

import Raster

// Stand-ins until Outline has its API.
func polygon(of mask: PlacedMask, containing points: [Point]) -> [Point] {
    let b = mask.bounds
    return mask.isEmpty
        ? []
        : [
            Point(x: Double(b.x), y: Double(b.y)), Point(x: Double(b.maxX), y: Double(b.y)),
            Point(x: Double(b.maxX), y: Double(b.maxY)), Point(x: Double(b.x), y: Double(b.maxY)),
        ]
}

extension Answer {
    func runLengths() -> [Int] {
        var runs: [Int] = []
        var value: UInt8 = 0
        var length = 0
        for pixel in mask.mask.pixels {
            if pixel != value {
                runs.append(length)
                length = 0
                value = pixel
            }
            length += 1
        }
        runs.append(length)
        return runs + [mask.bounds.x, mask.bounds.y, mask.bounds.maxX - 1, mask.bounds.maxY - 1]
    }
}
