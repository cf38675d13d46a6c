// SPDX-License-Identifier: Apache-2.0

/// All pairs of pixels that face each other across a boundary between two basins.
struct BasinContacts: Sendable {
    /// Two pixels that face each other, the first in reading order and the one to its right or below.
    struct Pair: Sendable {
        /// The basin with the larger number of the two.
        let b: Int32
        private let code: UInt32

        @inline(__always)
        fileprivate init(b: Int32, code: UInt32) {
            self.b = b
            self.code = code
        }

        /// The first pixel.
        @inline(__always)
        var first: UInt32 { code >> 1 }
        /// Whether the second one is below the first, not beside it.
        @inline(__always)
        var isBelow: Bool { code & 1 == 1 }
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
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2 * labels.count + 1) { memory in
                let width = basins.width
                let codes = UnsafeMutableBufferPointer(
                    rebasing: memory[..<findFacingPixels(labels, width: width, into: memory)])
                return starts.withUnsafeMutableBufferPointer { starts in
                    Self.sorted(codes, labels, width: width, &starts)
                }
            }
        }
        self.starts = starts
    }

    /// The pairs by their smaller basin, of which there is one less than there are `starts`.
    private static func sorted(
        _ codes: UnsafeMutableBufferPointer<UInt32>, _ labels: UnsafeBufferPointer<Int32>, width: Int,
        _ starts: inout UnsafeMutableBufferPointer<Int>
    ) -> [Pair] {
        @inline(__always) func basins(_ code: UInt32) -> (smaller: Int32, larger: Int32) {
            let first = Int(code &>> 1)
            let (p, q) = (labels[first], labels[first &+ (code & 1 == 1 ? width : 1)])
            return (min(p, q), max(p, q))
        }
        for code in codes { starts[Int(basins(code).smaller)] &+= 1 }
        // From counts to ends, which filling in from the last to the first turns into starts.
        var end = 0
        for basin in starts.indices {
            end &+= starts[basin]
            starts[basin] = end
        }
        return [Pair](unsafeUninitializedCapacity: codes.count) { pairs, initialized in
            for code in codes.reversed() {
                let (smaller, larger) = basins(code)
                starts[Int(smaller)] &-= 1
                pairs.initializeElement(at: starts[Int(smaller)], to: Pair(b: larger, code: code))
            }
            initialized = codes.count
        }
    }
}
