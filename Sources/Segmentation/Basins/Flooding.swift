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

/// The relief in whole levels, as the flood wants it.
func quantisedRelief(_ relief: Plane) -> [UInt16] {
    relief.values.map { UInt16(min(reliefLevelLimit, $0 * reliefLevelsPerUnit)) }
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
    var flood = Flood(levels: levels, width: width, height: height)
    flood.labelMinima()
    flood.rise()
    return flood.basins(width: width, height: height)
}

/// The state of a flood, on a grid with a rim of one pixel so that no neighbour has to be checked for being inside.
private struct Flood {
    /// Label of the rim: taken, so that no flood enters it.
    private static let rim: Int32 = -1
    private static let unvisited: Int32 = 0

    private let width: Int
    private let height: Int
    private let stride: Int
    private let neighbours: [Int]
    private let highest: Int
    private var levels: [UInt16]
    /// 1-based basin of each pixel of the padded grid.
    private var labels: [Int32]
    private var count: Int32 = 0

    init(levels source: [UInt16], width: Int, height: Int) {
        self.width = width
        self.height = height
        stride = width + 2
        highest = Int(source.max() ?? 0)
        neighbours = [-1, 1, -stride, stride]
        levels = [UInt16](repeating: .max, count: stride * (height + 2))
        labels = [Int32](repeating: Self.rim, count: levels.count)
        for y in 0..<height {
            for x in 0..<width {
                levels[(y + 1) * stride + x + 1] = source[y * width + x]
                labels[(y + 1) * stride + x + 1] = Self.unvisited
            }
        }
    }

    /// Labels every plateau that has no lower neighbour.
    mutating func labelMinima() {
        var visited = labels.map { $0 == Self.rim }
        var plateau: [Int] = []
        for y in 1...height {
            for start in (y * stride + 1)...(y * stride + width) where !visited[start] {
                let level = levels[start]
                plateau.removeAll(keepingCapacity: true)
                plateau.append(start)
                visited[start] = true
                var isMinimum = true
                var next = 0
                while next < plateau.count {
                    let pixel = plateau[next]
                    next += 1
                    for offset in neighbours {
                        let other = pixel + offset
                        if levels[other] < level {
                            isMinimum = false
                        } else if levels[other] == level && !visited[other] {
                            visited[other] = true
                            plateau.append(other)
                        }
                    }
                }
                guard isMinimum else { continue }
                count += 1
                for pixel in plateau { labels[pixel] = count }
            }
        }
    }

    /// Lets the water rise level by level; pixels of one level are served in the order in which they were reached.
    mutating func rise() {
        var queue = LevelQueue(capacity: levels.count, levels: highest + 1)
        for y in 1...height {
            for pixel in (y * stride + 1)...(y * stride + width) where labels[pixel] > 0 && !queue.holds(pixel) {
                spread(from: pixel, atLeast: 0, into: &queue)
            }
        }
        while let (pixel, level) = queue.popLowest() {
            spread(from: pixel, atLeast: level, into: &queue)
        }
    }

    @inline(__always)
    private mutating func spread(from pixel: Int, atLeast level: Int, into queue: inout LevelQueue) {
        for offset in neighbours {
            let other = pixel + offset
            guard labels[other] == Self.unvisited else { continue }
            labels[other] = labels[pixel]
            queue.push(other, level: max(level, Int(levels[other])))
        }
    }

    func basins(width: Int, height: Int) -> Basins {
        var result = [Int32](repeating: 0, count: width * height)
        for y in 0..<height {
            for x in 0..<width { result[y * width + x] = labels[(y + 1) * stride + x + 1] - 1 }
        }
        return Basins(width: width, height: height, labels: result, count: Int(count))
    }
}

/// A priority queue of pixels for small whole levels that never fall: one first-in-first-out list a level, all lists
/// threaded through one array.
struct LevelQueue {
    private static let none: Int32 = -1
    private static let absent: Int32 = -2

    private var heads: [Int32]
    private var tails: [Int32]
    private var next: [Int32]
    private var current = 0

    /// A queue for pixels `0 ..< capacity` and levels `0 ..< levels`.
    init(capacity: Int, levels: Int) {
        heads = [Int32](repeating: Self.none, count: levels)
        tails = heads
        next = [Int32](repeating: Self.absent, count: capacity)
    }

    /// Whether the pixel has ever been in the queue.
    @inline(__always)
    func holds(_ pixel: Int) -> Bool { next[pixel] != Self.absent }

    @inline(__always)
    mutating func push(_ pixel: Int, level: Int) {
        next[pixel] = Self.none
        if heads[level] == Self.none {
            heads[level] = Int32(pixel)
        } else {
            next[Int(tails[level])] = Int32(pixel)
        }
        tails[level] = Int32(pixel)
    }

    /// The pixel that was pushed first on the lowest level that holds any.
    @inline(__always)
    mutating func popLowest() -> (pixel: Int, level: Int)? {
        while current < heads.count {
            let head = heads[current]
            if head != Self.none {
                heads[current] = next[Int(head)]
                return (Int(head), current)
            }
            current += 1
        }
        return nil
    }
}
