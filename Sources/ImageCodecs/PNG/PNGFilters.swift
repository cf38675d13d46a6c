// SPDX-License-Identifier: Apache-2.0

import Raster

/// How a row is written as differences to what is left of it and above it (PNG specification, section 9).
private enum PNGFilter: UInt8, CaseIterable {
    case none, left, up, average, paeth
}

/// The rows of a picture as PNG compresses them: each with the filter that makes it smallest, and before it which.
///
/// "Smallest" is the sum of the differences taken as signed bytes, as the specification suggests (section 12.8).
func filteredRows(of image: Image) -> [UInt8] {
    let length = 3 * image.width
    var result: [UInt8] = []
    result.reserveCapacity((length + 1) * image.height)
    var above = [UInt8](repeating: 0, count: length)
    var candidate = [UInt8](repeating: 0, count: length)
    var best = candidate
    for y in 0..<image.height {
        let row = Array(image.pixels[(y * length)..<((y + 1) * length)])
        var bestFilter = PNGFilter.none
        var bestSum = Int.max
        for filter in PNGFilter.allCases {
            let sum = write(row, above: above, with: filter, to: &candidate)
            if sum < bestSum {
                (bestFilter, bestSum) = (filter, sum)
                swap(&best, &candidate)
            }
        }
        result.append(bestFilter.rawValue)
        result.append(contentsOf: best)
        above = row
    }
    return result
}

/// Filters a row of 3 bytes a pixel; returns the sum of the magnitudes.
private func write(_ row: [UInt8], above: [UInt8], with filter: PNGFilter, to target: inout [UInt8]) -> Int {
    switch filter {
    case .none: write(row, above, to: &target) { _, _, _ in 0 }
    case .left: write(row, above, to: &target) { left, _, _ in left }
    case .up: write(row, above, to: &target) { _, up, _ in up }
    case .average: write(row, above, to: &target) { left, up, _ in UInt8((Int(left) + Int(up)) / 2) }
    case .paeth: write(row, above, to: &target, predictedBy: paeth)
    }
}

@inline(__always)
private func write(
    _ row: [UInt8], _ above: [UInt8], to target: inout [UInt8],
    predictedBy predict: (_ left: UInt8, _ up: UInt8, _ upLeft: UInt8) -> UInt8
) -> Int {
    var sum = 0
    for index in row.indices {
        let left = index < 3 ? 0 : row[index - 3]
        let upLeft = index < 3 ? 0 : above[index - 3]
        let difference = row[index] &- predict(left, above[index], upLeft)
        target[index] = difference
        sum += Int(Int8(bitPattern: difference).magnitude)
    }
    return sum
}

/// The neighbour that is nearest to `left + up - upLeft`.
private func paeth(_ left: UInt8, _ up: UInt8, _ upLeft: UInt8) -> UInt8 {
    let estimate = Int(left) + Int(up) - Int(upLeft)
    let toLeft = abs(estimate - Int(left))
    let toUp = abs(estimate - Int(up))
    let toUpLeft = abs(estimate - Int(upLeft))
    if toLeft <= toUp && toLeft <= toUpLeft { return left }
    return toUp <= toUpLeft ? up : upLeft
}
