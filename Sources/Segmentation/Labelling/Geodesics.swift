// SPDX-License-Identifier: Apache-2.0

extension RegionGraph {
    /// Length of the shortest path from the nearest of `sources` to every region, when crossing edge `e` costs
    /// `weights[e]` (E. W. Dijkstra, 1959); ``unreachable`` where there is none.
    func distances(from sources: [Int], weights: [Float]) -> [Float] {
        var distances = [Float](repeating: Self.unreachable, count: regionCount)
        var queue = DistanceQueue()
        for source in sources where distances[source] > 0 {
            distances[source] = 0
            queue.push(distance: 0, region: Int32(source))
        }
        while let (distance, region) = queue.pop() {
            guard distance <= distances[Int(region)] else { continue }
            for step in steps(from: Int(region)) {
                let longer = distance + weights[Int(step.edge)]
                if longer < distances[Int(step.region)] {
                    distances[Int(step.region)] = longer
                    queue.push(distance: longer, region: step.region)
                }
            }
        }
        return distances
    }

    /// The distance of a region that can't be reached.
    static let unreachable: Float = 1e9
}

/// A binary heap of regions by distance; ties are broken by number.
private struct DistanceQueue {
    private var heap: [(distance: Float, region: Int32)] = []

    @inline(__always)
    private func precedes(_ a: (distance: Float, region: Int32), _ b: (distance: Float, region: Int32)) -> Bool {
        a.distance != b.distance ? a.distance < b.distance : a.region < b.region
    }

    mutating func push(distance: Float, region: Int32) {
        let entry = (distance, region)
        heap.append(entry)
        var index = heap.count - 1
        while index > 0 && precedes(entry, heap[(index - 1) / 2]) {
            heap[index] = heap[(index - 1) / 2]
            index = (index - 1) / 2
        }
        heap[index] = entry
    }

    mutating func pop() -> (distance: Float, region: Int32)? {
        guard let nearest = heap.first, let last = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return nearest }
        var index = 0
        while true {
            var child = 2 * index + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count && precedes(heap[child + 1], heap[child]) { child += 1 }
            guard precedes(heap[child], last) else { break }
            heap[index] = heap[child]
            index = child
        }
        heap[index] = last
        return nearest
    }
}
