// SPDX-License-Identifier: Apache-2.0

extension RegionGraph {
    /// Length of the shortest path from the nearest of `sources` to every region, when crossing edge `e` costs
    /// `weights[e]` (E. W. Dijkstra, 1959); ``unreachable`` where there is none.
    func distances(from sources: [Int], weights: [Float]) -> [Float] {
        var distances = [Float](repeating: Self.unreachable, count: regionCount)
        var queue = DistanceQueue(capacity: regionCount)
        for source in sources where distances[source] > 0 {
            distances[source] = 0
            queue.push(distance: 0, region: Int32(source))
        }
        steps.withUnsafeBufferPointer { steps in
            distances.withUnsafeMutableBufferPointer { distances in
                while let (distance, region) = queue.pop() {
                    guard distance <= distances[Int(region)] else { continue }
                    for index in Int(firstStep[Int(region)])..<Int(firstStep[Int(region) + 1]) {
                        let step = steps[index]
                        let longer = distance + weights[Int(step.edge)]
                        if longer < distances[Int(step.region)] {
                            distances[Int(step.region)] = longer
                            queue.push(distance: longer, region: step.region)
                        }
                    }
                }
            }
        }
        return distances
    }

    /// The distance of a region that can't be reached.
    static let unreachable: Float = 1e9
}

/// Regions by distance, nearest first; ties are broken by number.
private struct DistanceQueue {
    /// The bits of the distance, which sort as it does since it is never negative, above those of the region.
    private var heap: BinaryHeap<UInt64>

    init(capacity: Int) {
        heap = BinaryHeap(capacity: capacity)
    }

    mutating func push(distance: Float, region: Int32) {
        heap.push(UInt64(distance.bitPattern) << 32 | UInt64(UInt32(bitPattern: region)))
    }

    mutating func pop() -> (distance: Float, region: Int32)? {
        heap.popLeast().map {
            (Float(bitPattern: UInt32(truncatingIfNeeded: $0 >> 32)), Int32(truncatingIfNeeded: $0))
        }
    }
}
