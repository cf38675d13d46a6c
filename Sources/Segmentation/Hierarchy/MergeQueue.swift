// SPDX-License-Identifier: Apache-2.0

/// The possible merges, cheapest first. Entries of regions that are gone are left in it; whoever takes them out throws
/// them away.
struct MergeQueue {
    /// A pair of touching regions and what merging them costs.
    struct Entry: Comparable, Sendable {
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
        static func < (one: Entry, other: Entry) -> Bool {
            one.order < other.order || (one.order == other.order && one.b < other.b)
        }
    }

    private var heap: BinaryHeap<Entry>

    /// A queue that holds `entries`.
    init(_ entries: [Entry] = []) {
        heap = BinaryHeap(entries)
    }

    mutating func push(_ entry: Entry) { heap.push(entry) }

    mutating func popCheapest() -> Entry? { heap.popLeast() }
}
