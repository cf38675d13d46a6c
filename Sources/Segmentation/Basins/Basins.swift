// SPDX-License-Identifier: Apache-2.0

/// The catchment basins of a relief: every pixel belongs to exactly one.
struct Basins: Sendable {
    let width: Int
    let height: Int
    /// Basin of each pixel, `0 ..< count`; basins are numbered by the first pixel of their minimum in reading order.
    let labels: [Int32]
    let count: Int
}
