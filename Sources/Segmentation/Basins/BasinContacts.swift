// SPDX-License-Identifier: Apache-2.0

/// All pairs of pixels that face each other across a boundary between two basins.
struct BasinContacts: Sendable {
    /// A pair of pixels and the basin with the larger number of the two.
    struct Pair: Sendable {
        let b: Int32
        let pixels: FacingPixels
    }

    let basinCount: Int
    /// The pairs by the smaller of their two basins, those of one in reading order of their first pixels.
    let pairs: [Pair]
    /// The pairs of basin `a` are `pairs[starts[a] ..< starts[a + 1]]`.
    let starts: [Int]

    /// Cost: one pass over the pixels and a counting sort of the pairs.
    init(_ basins: Basins) {
        var starts = [Int](repeating: 0, count: basins.count + 1)
        basinCount = basins.count
        pairs = basins.labels.withUnsafeBufferPointer { labels in
            withUnsafeTemporaryAllocation(of: FacingPixels.self, capacity: 2 * labels.count + 1) { memory in
                let width = basins.width
                let facing = UnsafeMutableBufferPointer(
                    rebasing: memory[..<findFacingPixels(labels, width: width, into: memory)])
                return starts.withUnsafeMutableBufferPointer { starts in
                    Self.sorted(facing, labels, width: width, &starts)
                }
            }
        }
        self.starts = starts
    }

    /// The pairs by their smaller basin, of which there is one less than there are `starts`.
    private static func sorted(
        _ facing: UnsafeMutableBufferPointer<FacingPixels>, _ labels: UnsafeBufferPointer<Int32>, width: Int,
        _ starts: inout UnsafeMutableBufferPointer<Int>
    ) -> [Pair] {
        @inline(__always) func basins(_ pixels: FacingPixels) -> (smaller: Int32, larger: Int32) {
            let (p, q) = (labels[pixels.first], labels[pixels.second(width: width)])
            return (min(p, q), max(p, q))
        }
        for pixels in facing { starts[Int(basins(pixels).smaller)] &+= 1 }
        // From counts to ends, which filling in from the last to the first turns into starts.
        var end = 0
        for basin in starts.indices {
            end &+= starts[basin]
            starts[basin] = end
        }
        return [Pair](unsafeUninitializedCapacity: facing.count) { pairs, initialized in
            for pixels in facing.reversed() {
                let (smaller, larger) = basins(pixels)
                starts[Int(smaller)] &-= 1
                pairs.initializeElement(at: starts[Int(smaller)], to: Pair(b: larger, pixels: pixels))
            }
            initialized = facing.count
        }
    }
}
