// SPDX-License-Identifier: Apache-2.0

/// Divides the regions that were clicked with both signs between the clicks, pixel by pixel: a flood from all clicks at
/// once over the sum of the relief along the way (the image foresting transform of A. X. Falcao and others, 2004).
func divideContestedRegions(_ view: View, _ prompts: ViewPrompts, mask: inout [UInt8]) {
    guard !prompts.positivesAreImplied else { return }
    let contested = Set(prompts.negatives.map(\.region)).filter { prompts.isPositive[$0] }.sorted()
    for region in contested { divide(region, view, prompts, &mask) }
}

private func divide(_ region: Int, _ view: View, _ prompts: ViewPrompts, _ mask: inout [UInt8]) {
    let geometry = view.geometry
    let node = view.tree.nodes[region]
    let minX = Int(node.minX)
    let minY = Int(node.minY)
    let width = Int(node.maxX) - minX + 1
    let height = Int(node.maxY) - minY + 1
    var cost = [Float](repeating: .infinity, count: width * height)
    var owner = [UInt8](repeating: 0, count: width * height)
    var isDone = [Bool](repeating: false, count: width * height)
    var queue = FrontQueue()

    func seed(_ clicks: [ViewPrompts.Click], _ label: UInt8) {
        for click in clicks where click.region == region {
            let pixel = geometry.pixelIndex(at: click.point)
            let local = (pixel / geometry.width - minY) * width + pixel % geometry.width - minX
            cost[local] = 0
            owner[local] = label
            queue.push(cost: 0, pixel: local)
        }
    }
    seed(prompts.negatives, 0)
    seed(prompts.positives, 1)

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
