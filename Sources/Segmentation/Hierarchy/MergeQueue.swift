// SPDX-License-Identifier: Apache-2.0

/// The possible merges, cheapest first: a binary heap. Entries of regions that are gone are left in it; whoever takes
/// them out throws them away.
struct MergeQueue {
    /// A pair of touching regions and what merging them costs.
    struct Entry {
        var cost: Float
        var a: Int32
        var b: Int32

        /// The order in which entries are served; ties are broken by name, so that it does not depend on the heap.
        @inline(__always)
        func precedes(_ other: Entry) -> Bool {
            if cost != other.cost { return cost < other.cost }
            if a != other.a { return a < other.a }
            return b < other.b
        }
    }

    private var heap: [Entry] = []

    init(capacity: Int) {
        heap.reserveCapacity(capacity)
    }

    /// Adds an entry without its place in the order; ``arrange()`` must follow.
    mutating func append(_ entry: Entry) { heap.append(entry) }

    /// Makes a heap of the appended entries, in linear time.
    mutating func arrange() {
        for index in stride(from: heap.count / 2 - 1, through: 0, by: -1) { sink(heap[index], from: index) }
    }

    mutating func push(_ entry: Entry) {
        heap.append(entry)
        heap.withUnsafeMutableBufferPointer { heap in
            var index = heap.count - 1
            while index > 0 {
                let parent = (index - 1) / 2
                guard entry.precedes(heap[parent]) else { break }
                heap[index] = heap[parent]
                index = parent
            }
            heap[index] = entry
        }
    }

    mutating func popCheapest() -> Entry? {
        guard let cheapest = heap.first, let last = heap.popLast() else { return nil }
        if !heap.isEmpty { sink(last, from: 0) }
        return cheapest
    }

    private mutating func sink(_ entry: Entry, from start: Int) {
        heap.withUnsafeMutableBufferPointer { heap in
            var index = start
            while true {
                var child = 2 * index + 1
                guard child < heap.count else { break }
                if child + 1 < heap.count && heap[child + 1].precedes(heap[child]) { child += 1 }
                guard heap[child].precedes(entry) else { break }
                heap[index] = heap[child]
                index = child
            }
            heap[index] = entry
        }
    }
}
