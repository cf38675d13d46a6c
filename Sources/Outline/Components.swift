// SPDX-License-Identifier: Apache-2.0

public import Raster

/// The 4-connected components of a mask: object pixels belong together when they share a side, not just a corner.
///
/// Labels are given to runs of pixels, not to pixels, and runs that touch in neighbouring rows are joined by
/// union-find (Rosenfeld & Pfaltz 1966; runs as in He, Chao & Suzuki 2008). Cost: one pass over the mask, eight
/// pixels at a time, and next to nothing for each run.
public struct Components: Sendable {
    /// The mask that was taken apart.
    public let mask: Mask
    /// Number of pixels of each component, in the order in which rows from top to bottom first meet them.
    public let areas: [Int]
    /// The first pixel of each component in that order: the leftmost one of its top row.
    let firstPixels: [PixelCorner]
    let runs: [Run]
    /// The runs of row `y` are `rowStarts[y] ..< rowStarts[y + 1]`.
    let rowStarts: [Int]
    /// Component of each run.
    let labels: [Int32]

    /// Object pixels side by side in a row: columns `start ..< end`.
    struct Run: Sendable {
        let start: Int
        let end: Int
    }

    /// Takes `mask` apart.
    public init(of mask: Mask) {
        let (runs, rowStarts) = Self.findRuns(in: mask)
        var sets = DisjointSets(count: runs.count)
        for y in stride(from: 1, to: mask.height, by: 1) {
            Self.joinRows(above: rowStarts[y - 1]..<rowStarts[y], below: rowStarts[y]..<rowStarts[y + 1], runs, &sets)
        }
        let (labels, count) = sets.numbers()
        var areas = [Int](repeating: 0, count: count)
        var firstPixels: [PixelCorner] = []
        for y in 0..<mask.height {
            for index in rowStarts[y]..<rowStarts[y + 1] {
                let label = Int(labels[index])
                if label == firstPixels.count { firstPixels.append(PixelCorner(x: runs[index].start, y: y)) }
                areas[label] += runs[index].end - runs[index].start
            }
        }
        self.mask = mask
        self.areas = areas
        self.firstPixels = firstPixels
        self.runs = runs
        self.rowStarts = rowStarts
        self.labels = labels
    }

    /// Number of components.
    public var count: Int { areas.count }

    /// The component with the most pixels, the first of several as large; nil if the mask has no object pixel.
    public var largest: Int? {
        areas.indices.max { areas[$0] < areas[$1] || (areas[$0] == areas[$1] && $0 > $1) }
    }

    /// The component of the pixel in column `x` and row `y`; nil for background and outside the mask.
    public func component(x: Int, y: Int) -> Int? {
        guard y >= 0, y < mask.height else { return nil }
        var range = rowStarts[y]..<rowStarts[y + 1]
        while !range.isEmpty {
            let middle = (range.lowerBound + range.upperBound) / 2
            if x < runs[middle].start {
                range = range.lowerBound..<middle
            } else if x >= runs[middle].end {
                range = (middle + 1)..<range.upperBound
            } else {
                return Int(labels[middle])
            }
        }
        return nil
    }

    private static func findRuns(in mask: Mask) -> (runs: [Run], rowStarts: [Int]) {
        var runs: [Run] = []
        var rowStarts = [0]
        rowStarts.reserveCapacity(mask.height + 1)
        mask.pixels.withUnsafeBytes { bytes in
            for y in 0..<mask.height {
                let row = y * mask.width
                let rowEnd = row + mask.width
                var start = endOfRun(of: 0, in: bytes, from: row, to: rowEnd)
                while start < rowEnd {
                    let end = endOfRun(of: 1, in: bytes, from: start, to: rowEnd)
                    runs.append(Run(start: start - row, end: end - row))
                    start = endOfRun(of: 0, in: bytes, from: end, to: rowEnd)
                }
                rowStarts.append(runs.count)
            }
        }
        return (runs, rowStarts)
    }

    private static func joinRows(above: Range<Int>, below: Range<Int>, _ runs: [Run], _ sets: inout DisjointSets) {
        var upper = above.lowerBound
        var lower = below.lowerBound
        while upper < above.upperBound && lower < below.upperBound {
            if runs[upper].start < runs[lower].end && runs[lower].start < runs[upper].end {
                sets.join(upper, lower)
            }
            // The run that ends first can't touch anything further right.
            if runs[upper].end <= runs[lower].end { upper += 1 } else { lower += 1 }
        }
    }
}
