// SPDX-License-Identifier: Apache-2.0

/// The possible merges, cheapest first: a binary heap. Entries of regions that are gone are left in it; whoever takes
/// them out throws them away.
struct MergeQueue {
    /// A pair of touching regions and what merging them costs.
    struct Entry {
        /// The cost's bits, which sort as the cost does since it is never negative, above those of ``a``.
        private let order: UInt64
        let b: Int32

        init(cost: Float, a: Int32, b: Int32) {
            order = UInt64(cost.bitPattern) << 32 | UInt64(UInt32(bitPattern: a))
            self.b = b
        }

        var cost: Float { Float(bitPattern: UInt32(truncatingIfNeeded: order >> 32)) }
        var a: Int32 { Int32(truncatingIfNeeded: order) }

        /// The order in which entries are served; ties are broken by name, so that it does not depend on the heap.
        @inline(__always)
        func precedes(_ other: Entry) -> Bool {
            order < other.order || (order == other.order && b < other.b)
        }
    }

    private var heap: [Entry] = []

    init(capacity: Int) {
        heap.reserveCapacity(capacity)
    }

    mutating func push(_ entry: Entry) {
        heap.append(entry)
        heap.withUnsafeMutableBufferPointer { Self.raise(entry, from: $0.count - 1, in: $0) }
    }

    /// Takes out the first entry. The gap goes down to a leaf along the smaller children and is filled by the last
    /// entry, which rarely has to rise again: fewer comparisons than sinking it (I. Wegener, 1993).
    mutating func popCheapest() -> Entry? {
        guard let cheapest = heap.first, let last = heap.popLast() else { return nil }
        guard !heap.isEmpty else { return cheapest }
        heap.withUnsafeMutableBufferPointer { heap in
            var gap = 0
            var child = 1
            while child &+ 1 < heap.count {
                // No branch: which child is smaller can't be foreseen.
                child &+= heap[child &+ 1].precedes(heap[child]) ? 1 : 0
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
        return cheapest
    }

    /// Puts `entry` into the gap at `index` or above.
    @inline(__always)
    private static func raise(_ entry: Entry, from index: Int, in heap: UnsafeMutableBufferPointer<Entry>) {
        var index = index
        while index > 0 {
            let parent = (index &- 1) / 2
            guard entry.precedes(heap[parent]) else { break }
            heap[index] = heap[parent]
            index = parent
        }
        heap[index] = entry
    }
}
