// SPDX-License-Identifier: Apache-2.0

import Raster

/// A flood of the pixels of one region from several places at once: each pixel gets the label of the place from which the
/// sum of the relief along the way, and of a little for each step, is least (the image foresting transform of A. X. Falcao
/// and others, 2004).
struct RegionFlood {
    private let view: View
    private let region: Int32
    /// The part of the view that is flooded; pixels below are counted in it, row by row.
    private let window: PixelRect
    private var cost: [Float]
    private var label: [UInt8]
    private var isDone: [Bool]
    private var queue = FrontQueue()

    /// A flood of what a region of `view` has in `window`, a part of the view.
    init(of region: Int, in window: PixelRect, _ view: View) {
        self.view = view
        self.region = Int32(region)
        self.window = window
        let count = window.width * window.height
        cost = [Float](repeating: .infinity, count: count)
        label = [UInt8](repeating: 0, count: count)
        isDone = [Bool](repeating: false, count: count)
    }

    /// Starts the flood at a pixel of the view, too; outside of the window nothing starts.
    mutating func start(at viewPixel: Int, as label: UInt8) {
        let (x, y) = (viewPixel % view.geometry.width, viewPixel / view.geometry.width)
        guard window.contains(x: x, y: y) else { return }
        let pixel = (y - window.y) * window.width + x - window.x
        cost[pixel] = 0
        self.label[pixel] = label
        queue.push(cost: 0, pixel: pixel)
    }

    /// Floods, and tells `take` of every pixel of the view that is reached which label it got.
    mutating func run(_ take: (_ viewPixel: Int, _ label: UInt8) -> Void) {
        while let pixel = queue.pop() {
            guard !isDone[pixel] else { continue }
            isDone[pixel] = true
            let (x, y) = (pixel % window.width, pixel / window.width)
            take(viewPixel(x, y), label[pixel])
            spread(from: pixel, x - 1, y)
            spread(from: pixel, x + 1, y)
            spread(from: pixel, x, y - 1)
            spread(from: pixel, x, y + 1)
        }
    }

    /// Goes on to the pixel in a column and row of the window, if that is the shortest way to it so far.
    private mutating func spread(from pixel: Int, _ x: Int, _ y: Int) {
        guard x >= 0, y >= 0, x < window.width, y < window.height else { return }
        let other = y * window.width + x
        let inView = viewPixel(x, y)
        guard view.regionOfPixel[inView] == region, !isDone[other] else { return }
        let longer = cost[pixel] + 0.2 + view.relief.values[inView]
        guard longer < cost[other] else { return }
        cost[other] = longer
        label[other] = label[pixel]
        queue.push(cost: longer, pixel: other)
    }

    private func viewPixel(_ x: Int, _ y: Int) -> Int { (window.y + y) * view.geometry.width + window.x + x }
}

/// Pixels by cost, first in first out among equals.
private struct FrontQueue {
    private struct Entry: Comparable {
        let cost: Float
        let order: Int
        let pixel: Int

        static func < (one: Entry, other: Entry) -> Bool {
            one.cost != other.cost ? one.cost < other.cost : one.order < other.order
        }
    }

    private var heap = BinaryHeap<Entry>()
    private var pushed = 0

    mutating func push(cost: Float, pixel: Int) {
        heap.push(Entry(cost: cost, order: pushed, pixel: pixel))
        pushed += 1
    }

    mutating func pop() -> Int? { heap.popLeast()?.pixel }
}
