// SPDX-License-Identifier: Apache-2.0

/// The catchment basins of a relief: every pixel belongs to exactly one.
struct Basins: Sendable {
    let width: Int
    let height: Int
    /// Basin of each pixel, `0 ..< count`; basins are numbered by the first pixel of their minimum in reading order.
    let labels: [Int32]
    let count: Int
}

/// Levels into which the relief is cut before it is flooded: this many for one unit of gradient, and at most
/// ``reliefLevelLimit`` in all.
private let reliefLevelsPerUnit: Float = 10
private let reliefLevelLimit: Float = 1023

/// The relief, which is never negative, in whole levels, as the flood wants it.
///
/// Added to 2^23 a float has no room for a fraction and its last bits are the whole number next to it: several are
/// rounded down at once that way.
func quantisedRelief(_ relief: Plane) -> [UInt16] {
    let wholeNumbers: Float = 0x1p23
    return [UInt16](unsafeUninitializedCapacity: relief.values.count) { levels, initialized in
        relief.values.withUnsafeBufferPointer { relief in
            for pixel in 0..<relief.count {
                let height = min(reliefLevelLimit, relief[pixel] * reliefLevelsPerUnit)
                let nearest = height + wholeNumbers
                let excess: UInt32 = nearest - wholeNumbers > height ? 1 : 0
                levels[pixel] = UInt16(truncatingIfNeeded: nearest.bitPattern &- excess)
            }
        }
        initialized = relief.values.count
    }
}

/// Floods a relief from all its regional minima: the watershed by immersion of L. Vincent and P. Soille (1991), without
/// watershed lines, with the ordered queues of F. Meyer (1994).
///
/// A pixel gets the basin from which it can be reached over the lowest pass; a pixel at equal passes goes to the one
/// whose flood arrives first. Neighbours are the four that share an edge.
///
/// - Parameter levels: `width * height` heights.
/// - Complexity: linear in pixels plus levels.
func floodBasins(levels: [UInt16], width: Int, height: Int) -> Basins {
    let stride = width + 2
    let highest = Int(levels.max() ?? 0)
    var relief = [UInt16](repeating: .max, count: stride * (height + 2))
    var labels = [Int32](repeating: Flood.rim, count: relief.count)
    levels.withUnsafeBufferPointer { levels in
        for y in 0..<height {
            let row = ((y + 1) * stride + 1)..<((y + 2) * stride - 1)
            relief.replaceSubrange(row, with: levels[(y * width)..<((y + 1) * width)])
            labels.withUnsafeMutableBufferPointer { $0[row].update(repeating: Flood.unvisited) }
        }
    }
    let count = relief.withUnsafeBufferPointer { relief in
        labels.withUnsafeMutableBufferPointer { labels in
            var flood = Flood(levels: relief, labels: labels, width: width, height: height)
            flood.labelMinima()
            flood.rise(to: highest)
            return flood.count
        }
    }
    let result = [Int32](unsafeUninitializedCapacity: width * height) { result, initialized in
        labels.withUnsafeBufferPointer { labels in
            for y in 0..<height {
                for x in 0..<width { result[y &* width &+ x] = labels[(y &+ 1) &* stride &+ x &+ 1] &- 1 }
            }
        }
        initialized = width * height
    }
    return Basins(width: width, height: height, labels: result, count: Int(count))
}

/// The state of a flood, on a grid with a rim of one pixel so that no neighbour has to be checked for being inside.
private struct Flood {
    /// Label of the rim: taken, so that no flood enters it.
    static let rim: Int32 = -1
    static let unvisited: Int32 = 0
    /// Label of a pixel of a plateau while that is walked, and of one that is no minimum until the water comes.
    private static let walked: Int32 = -2
    private static let higher: Int32 = -3

    private let width: Int
    private let height: Int
    private let stride: Int
    /// The padded grid; the rim is higher than every level.
    private let levels: UnsafeBufferPointer<UInt16>
    /// 1-based basin of each pixel of the padded grid.
    private let labels: UnsafeMutableBufferPointer<Int32>
    private(set) var count: Int32 = 0

    /// A flood on grids that must outlive it.
    init(levels: UnsafeBufferPointer<UInt16>, labels: UnsafeMutableBufferPointer<Int32>, width: Int, height: Int) {
        self.levels = levels
        self.labels = labels
        self.width = width
        self.height = height
        stride = width + 2
    }

    @inline(__always)
    private func forEachNeighbour(of pixel: Int, _ body: (Int) -> Void) {
        body(pixel &- 1)
        body(pixel &+ 1)
        body(pixel &- stride)
        body(pixel &+ stride)
    }

    /// Labels every plateau that has no lower neighbour.
    mutating func labelMinima() {
        var plateau: [Int] = []
        var kinds = [Kind](repeating: .slope, count: width)
        for y in 1...height {
            let first = y * stride + 1
            findKinds(from: first, &kinds)
            for x in 0..<width where kinds[x] != .slope {
                let start = first &+ x
                if kinds[x] == .minimum {
                    count += 1
                    labels[start] = count
                } else if labels[start] == Self.unvisited {
                    let isMinimum = walk(from: start, into: &plateau)
                    if isMinimum { count += 1 }
                    for pixel in plateau { labels[pixel] = isMinimum ? count : Self.higher }
                }
            }
        }
        for index in labels.indices where labels[index] == Self.higher { labels[index] = Self.unvisited }
    }

    /// What the neighbours of a pixel say of it.
    private enum Kind: UInt8 {
        /// Lower than all of them.
        case minimum
        /// As high as some of them.
        case plateau
        /// Higher than some, as high as none.
        case slope
    }

    /// Finds the kinds of a row of pixels, without a branch.
    private func findKinds(from first: Int, _ kinds: inout [Kind]) {
        kinds.withUnsafeMutableBytes { kinds in
            for x in 0..<width {
                let pixel = first &+ x
                let level = levels[pixel]
                let (left, right) = (levels[pixel &- 1], levels[pixel &+ 1])
                let (above, below) = (levels[pixel &- stride], levels[pixel &+ stride])
                let lowest = min(min(left, right), min(above, below))
                let kind = lowest < level ? Kind.slope.rawValue : Kind.minimum.rawValue
                let isEqual =
                    (left == level ? 1 : 0) | (right == level ? 1 : 0) | (above == level ? 1 : 0)
                    | (below == level ? UInt8(1) : 0)
                kinds[x] = isEqual != 0 ? Kind.plateau.rawValue : kind
            }
        }
    }

    /// The pixels of one level that hang together with `start`; whether none of them has a lower neighbour.
    private func walk(from start: Int, into plateau: inout [Int]) -> Bool {
        let level = levels[start]
        plateau.removeAll(keepingCapacity: true)
        plateau.append(start)
        labels[start] = Self.walked
        var isMinimum = true
        var next = 0
        while next < plateau.count {
            let pixel = plateau[next]
            next += 1
            forEachNeighbour(of: pixel) { other in
                if levels[other] < level {
                    isMinimum = false
                } else if levels[other] == level && labels[other] == Self.unvisited {
                    labels[other] = Self.walked
                    plateau.append(other)
                }
            }
        }
        return isMinimum
    }

    /// Lets the water rise level by level; pixels of one level are served in the order in which they were reached.
    func rise(to highest: Int) {
        let minima = labels.indices.filter { labels[$0] > 0 }
        withUnsafeTemporaryAllocation(of: Int.self, capacity: 4) { steps in
            _ = steps.initialize(from: [-1, 1, -stride, stride])
            LevelQueue.with(capacity: levels.count, levels: highest + 1) { queue in
                for pixel in minima { spread(from: pixel, steps, atLeast: 0, into: &queue) }
                while let (pixel, level) = queue.popLowest() {
                    spread(from: pixel, steps, atLeast: level, into: &queue)
                }
            }
        }
    }

    /// Which of the neighbours the water has not reached can't be foreseen: they are found without a branch, one bit each.
    @inline(__always)
    private func spread(
        from pixel: Int, _ steps: UnsafeMutableBufferPointer<Int>, atLeast level: Int, into queue: inout LevelQueue
    ) {
        let label = labels[pixel]
        var dry: UInt32 = labels[pixel &- 1] == Self.unvisited ? 1 : 0
        dry |= labels[pixel &+ 1] == Self.unvisited ? 2 : 0
        dry |= labels[pixel &- stride] == Self.unvisited ? 4 : 0
        dry |= labels[pixel &+ stride] == Self.unvisited ? 8 : 0
        while dry != 0 {
            let other = pixel &+ steps[dry.trailingZeroBitCount]
            labels[other] = label
            queue.push(other, level: max(level, Int(levels[other])))
            dry &= dry &- 1
        }
    }
}
