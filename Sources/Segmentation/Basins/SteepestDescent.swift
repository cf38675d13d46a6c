// SPDX-License-Identifier: Apache-2.0

extension Relief {
    /// The catchment basins: each pixel belongs to the minimum that water on it runs down to.
    ///
    /// The watershed by steepest descent (J. Fairfield, "Toboggan contrast enhancement", 1990; F. Meyer, "Topographic
    /// distance and watershed lines", 1994), without watershed lines. Of the four neighbours that share an edge water
    /// takes the lowest, of several the one below, to the right, to the left, above, in this order; from a plateau it
    /// takes the shortest way to a place where it goes on down. No queue is needed outside of plateaus, as there is
    /// for a flood from the minima.
    ///
    /// - Complexity: linear in pixels, times the logarithm of the longest way down.
    func basins() -> Basins {
        let stride = width + 2
        var padded = [Int16](repeating: .max, count: stride * (height + 2))
        for y in 0..<height {
            let start = (y + 1) * stride + 1
            padded.replaceSubrange(start..<(start + width), with: levels[(y * width)..<((y + 1) * width)])
        }
        return padded.withUnsafeBufferPointer { levels in
            withUnsafeTemporaryAllocation(of: Int32.self, capacity: levels.count) { next in
                next.initialize(repeating: 0)
                let descent = Descent(levels: levels, next: next, width: width, height: height)
                descent.leavePlateaus(descent.stepDown())
                descent.runDown()
                return descent.basins()
            }
        }
    }
}

/// The ways of the water, on a grid with a rim of one pixel so that no neighbour has to be checked for being inside.
private struct Descent {
    private static let none: Int32 = -1

    /// The padded grid; the rim is higher than every level.
    private let levels: UnsafeBufferPointer<Int16>
    /// Where water goes next from each pixel of the padded grid: the pixel itself where it stays.
    private let next: UnsafeMutableBufferPointer<Int32>
    private let width: Int
    private let height: Int
    private let stride: Int

    /// A descent on grids that must outlive it.
    init(levels: UnsafeBufferPointer<Int16>, next: UnsafeMutableBufferPointer<Int32>, width: Int, height: Int) {
        self.levels = levels
        self.next = next
        self.width = width
        self.height = height
        stride = width + 2
    }

    /// The pixels of a row, of `1 ... height`.
    @inline(__always)
    private func row(_ y: Int) -> Range<Int> { (y &* stride &+ 1)..<(y &* stride &+ 1 &+ width) }

    @inline(__always)
    private func forEachNeighbour(of pixel: Int, _ body: (Int) -> Void) {
        body(pixel &- stride)
        body(pixel &- 1)
        body(pixel &+ 1)
        body(pixel &+ stride)
    }

    /// Lets the water of every pixel go to its lowest neighbour, if that is lower; the pixels that have none but one as
    /// high as they are.
    func stepDown() -> [Int32] {
        var flat: [Int32] = []
        let (up, down) = (Int16(-stride), Int16(stride))
        for y in 1...height {
            for pixel in row(y) {
                let (left, right) = (levels[pixel &- 1], levels[pixel &+ 1])
                let (above, below) = (levels[pixel &- stride], levels[pixel &+ stride])
                let lowest = min(min(left, right), min(above, below))
                let step: Int16 = below == lowest ? down : right == lowest ? 1 : left == lowest ? -1 : up
                next[pixel] = Int32(truncatingIfNeeded: pixel) &+ Int32(lowest < levels[pixel] ? step : 0)
            }
            for pixel in row(y) where Int(next[pixel]) == pixel && isFlat(pixel) {
                flat.append(Int32(truncatingIfNeeded: pixel))
            }
        }
        return flat
    }

    /// Whether a neighbour is as high as `pixel`.
    private func isFlat(_ pixel: Int) -> Bool {
        var isFlat = false
        forEachNeighbour(of: pixel) { if levels[$0] == levels[pixel] { isFlat = true } }
        return isFlat
    }

    /// Lets the water of `flat` pixels run over their plateau to its nearest edge, and where there is none, to the first
    /// of its pixels.
    func leavePlateaus(_ flat: [Int32]) {
        // All edges are found first: a pixel whose water has just got a way over one is none itself.
        let edges = flat.map { edge(beside: Int($0)) }
        var reached: [Int32] = []
        for (pixel, edge) in zip(flat, edges) where edge != Self.none {
            next[Int(pixel)] = edge
            reached.append(pixel)
        }
        gather(towards: &reached, root: Self.none)
        for pixel in flat where next[Int(pixel)] == pixel {
            reached.removeAll(keepingCapacity: true)
            reached.append(pixel)
            gather(towards: &reached, root: pixel)
        }
    }

    /// A neighbour as high as `pixel` from which water runs down.
    private func edge(beside pixel: Int) -> Int32 {
        var edge = Self.none
        forEachNeighbour(of: pixel) { other in
            if levels[other] == levels[pixel] && Int(next[other]) != other { edge = Int32(truncatingIfNeeded: other) }
        }
        return edge
    }

    /// Lets water run to `reached` from all pixels of the same plateaus where it stays so far, but for `root`: breadth
    /// first, so that it takes the shortest way.
    private func gather(towards reached: inout [Int32], root: Int32) {
        var index = 0
        while index < reached.count {
            let pixel = reached[index]
            index += 1
            forEachNeighbour(of: Int(pixel)) { neighbour in
                let other = Int32(truncatingIfNeeded: neighbour)
                if levels[neighbour] == levels[Int(pixel)] && next[neighbour] == other && other != root {
                    next[neighbour] = pixel
                    reached.append(other)
                }
            }
        }
    }

    /// Lets all water run to where it stays: each pass at least halves the ways that are left.
    func runDown() {
        var isRunning = true
        while isRunning {
            var moved: Int32 = 0
            for y in 1...height {
                for pixel in row(y) {
                    let before = next[pixel]
                    let after = next[Int(before)]
                    next[pixel] = after
                    moved |= before ^ after
                }
            }
            isRunning = moved != 0
        }
    }

    /// The basins, once all water has run down.
    func basins() -> Basins {
        var count: Int32 = 0
        let labels = [Int32](unsafeUninitializedCapacity: width * height) { labels, initialized in
            withUnsafeTemporaryAllocation(of: Int32.self, capacity: next.count) { numbers in
                for y in 1...height {
                    for pixel in row(y) where Int(next[pixel]) == pixel {
                        numbers.initializeElement(at: pixel, to: count)
                        count += 1
                    }
                }
                for y in 1...height {
                    let row = row(y)
                    for x in 0..<width {
                        labels[(y &- 1) &* width &+ x] = numbers[Int(next[row.lowerBound &+ x])]
                    }
                }
            }
            initialized = width * height
        }
        return Basins(width: width, height: height, labels: labels, count: Int(count))
    }
}
