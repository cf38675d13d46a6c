// SPDX-License-Identifier: Apache-2.0

/// The catchment basins of a relief: every pixel belongs to exactly one.
struct Basins: Sendable {
    let width: Int
    let height: Int
    /// Basin of each pixel, `0 ..< count`; basins are numbered by the first pixel of their minimum in reading order.
    let labels: [Int32]
    let count: Int
}

extension Basins {
    /// For every pixel the number that `numbers` gives to its basin.
    func labels(renumbered numbers: [Int32], helpers: Helpers = .none) -> [Int32] {
        helpers.array(rows: height, rowLength: width) { rows, result in
            let start = rows.lowerBound * width
            labels.withUnsafeBufferPointer { labels in
                numbers.withUnsafeBufferPointer { numbers in
                    for index in 0..<result.count { result[index] = numbers[Int(labels[start &+ index])] }
                }
            }
        }
    }
}
