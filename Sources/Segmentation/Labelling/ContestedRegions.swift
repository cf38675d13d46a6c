// SPDX-License-Identifier: Apache-2.0

import Raster

/// Divides the regions that were clicked with both signs between the clicks, pixel by pixel: a flood from all clicks at
/// once over the sum of the relief along the way (the image foresting transform of A. X. Falcao and others, 2004).
func divideContestedRegions(_ view: View, _ prompts: ViewPrompts, mask: inout [UInt8]) {
    guard !prompts.positivesAreImplied else { return }
    let contested = Set(prompts.negatives.map(\.region)).filter { prompts.isPositive[$0] }
    for region in contested.sorted() { divide(region, in: view.bounds(of: region), view, prompts, &mask) }
}

/// Divides the region on which a correction was clicked, where it is much larger than the error: of its pixels that are
/// not as the click wants them only those change that are near, and that it floods before the ones farther away do.
func divideCorrectedRegion(_ view: View, _ prompts: ViewPrompts, _ memory: Memory, mask: inout [UInt8]) {
    guard let correction = memory.correction, !prompts.positivesAreImplied else { return }
    let region = correction.region
    guard view.tree.nodes[region].area > 80 * correction.depth * correction.depth else { return }
    let near = max(3, 3 * correction.depth)
    let bounds = view.bounds(of: region)
    let (left, top) = (correction.point.x - near, correction.point.y - near)
    let side = Int(2 * near) + 4
    let window = bounds.intersection(
        PixelRect(x: Int(left.rounded(.down)) - 1, y: Int(top.rounded(.down)) - 1, width: side, height: side))
    var kept: [Int] = []
    for y in bounds.y..<bounds.maxY {
        for x in bounds.x..<bounds.maxX {
            let pixel = y * view.geometry.width + x
            guard Int(view.regionOfPixel[pixel]) == region, (memory.mask[pixel] == 1) != correction.isPositive,
                ViewPoint(x: Float(x) + 0.5, y: Float(y) + 0.5).distance(to: correction.point) > near
            else { continue }
            mask[pixel] = memory.mask[pixel]
            if window.contains(x: x, y: y) { kept.append(pixel) }
        }
    }
    if !kept.isEmpty {
        divide(region, in: window, view, prompts, keeping: kept, as: correction.isPositive ? 0 : 1, &mask)
    }
}

/// - Parameters:
///   - window: The part of the view in which the region is divided.
///   - kept: Pixels of the region in the window from which the flood starts as well, as `label`.
private func divide(
    _ region: Int, in window: PixelRect, _ view: View, _ prompts: ViewPrompts, keeping kept: [Int] = [],
    as label: UInt8 = 0, _ mask: inout [UInt8]
) {
    let geometry = view.geometry
    let (minX, minY, width, height) = (window.x, window.y, window.width, window.height)
    var cost = [Float](repeating: .infinity, count: width * height)
    var owner = [UInt8](repeating: 0, count: width * height)
    var isDone = [Bool](repeating: false, count: width * height)
    var queue = FrontQueue()

    func seed(_ pixel: Int, _ label: UInt8) {
        let (x, y) = (pixel % geometry.width, pixel / geometry.width)
        guard window.contains(x: x, y: y) else { return }
        let local = (y - minY) * width + x - minX
        cost[local] = 0
        owner[local] = label
        queue.push(cost: 0, pixel: local)
    }
    for pixel in kept { seed(pixel, label) }
    for (clicks, label) in [(prompts.negatives, UInt8(0)), (prompts.positives, 1)] {
        for click in clicks where click.region == region { seed(geometry.pixelIndex(at: click.point), label) }
    }

    while let pixel = queue.pop() {
        guard !isDone[pixel] else { continue }
        isDone[pixel] = true
        let x = pixel % width
        let y = pixel / width
        mask[(minY + y) * geometry.width + minX + x] = owner[pixel]
        func visit(_ x: Int, _ y: Int) {
            guard x >= 0, y >= 0, x < width, y < height else { return }
            let inView = (minY + y) * geometry.width + minX + x
            let other = y * width + x
            guard Int(view.regionOfPixel[inView]) == region, !isDone[other] else { return }
            let longer = cost[pixel] + 0.2 + view.relief.values[inView]
            if longer < cost[other] {
                cost[other] = longer
                owner[other] = owner[pixel]
                queue.push(cost: longer, pixel: other)
            }
        }
        visit(x - 1, y)
        visit(x + 1, y)
        visit(x, y - 1)
        visit(x, y + 1)
    }
}

extension View {
    /// The smallest rectangle of view pixels that holds a region.
    fileprivate func bounds(of region: Int) -> PixelRect {
        let node = tree.nodes[region]
        return PixelRect(
            x: Int(node.minX), y: Int(node.minY), width: Int(node.boxWidth), height: Int(node.boxHeight))
    }
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
