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
    /// The bits of the distance, which sort as it does since it is never negative, above those of the region.
    private var heap: [UInt64] = []

    mutating func push(distance: Float, region: Int32) {
        let entry = UInt64(distance.bitPattern) << 32 | UInt64(UInt32(bitPattern: region))
        heap.append(entry)
        heap.withUnsafeMutableBufferPointer { Self.raise(entry, from: $0.count - 1, in: $0) }
    }

    /// The gap that the nearest leaves sinks to a leaf along the nearer children and is filled by the last entry.
    mutating func pop() -> (distance: Float, region: Int32)? {
        guard let nearest = heap.first, let last = heap.popLast() else { return nil }
        heap.withUnsafeMutableBufferPointer { heap in
            guard !heap.isEmpty else { return }
            var gap = 0
            var child = 1
            while child &+ 1 < heap.count {
                child &+= heap[child &+ 1] < heap[child] ? 1 : 0
                heap[gap] = heap[child]
                gap = child
                child = 2 &* gap &+ 1
            }
            if child < heap.count {
                heap[gap] = heap[child]
                gap = child
            }
            Self.raise(last, from: gap, in: heap)
        }
        return (
            Float(bitPattern: UInt32(truncatingIfNeeded: nearest >> 32)), Int32(truncatingIfNeeded: nearest)
        )
    }

    /// Puts `entry` into the gap at `index` or above.
    @inline(__always)
    private static func raise(_ entry: UInt64, from index: Int, in heap: UnsafeMutableBufferPointer<UInt64>) {
        var index = index
        while index > 0 {
            let parent = (index &- 1) / 2
            guard entry < heap[parent] else { break }
            heap[index] = heap[parent]
            index = parent
        }
        heap[index] = entry
    }
}
