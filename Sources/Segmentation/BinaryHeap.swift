// SPDX-License-Identifier: Apache-2.0

/// A priority queue, least element first: a binary heap in an array (J. W. J. Williams, 1964).
///
/// Which of two elements comes first must be decided by their values alone, or what comes out depends on the heap.
struct BinaryHeap<Element: Comparable & Sendable>: Sendable {
    private var elements: [Element] = []

    init(capacity: Int = 0) {
        elements.reserveCapacity(capacity)
    }

    mutating func push(_ element: Element) {
        elements.append(element)
        elements.withUnsafeMutableBufferPointer { Self.raise(element, from: $0.count - 1, in: $0) }
    }

    /// Takes out the least element. The gap goes down to a leaf along the smaller children and is filled by the last
    /// element, which rarely has to rise again: fewer comparisons than sinking it (I. Wegener, 1993).
    mutating func popLeast() -> Element? {
        guard let least = elements.first, let last = elements.popLast() else { return nil }
        guard !elements.isEmpty else { return least }
        elements.withUnsafeMutableBufferPointer { elements in
            var gap = 0
            var child = 1
            while child &+ 1 < elements.count {
                // No branch: which child is smaller can't be foreseen.
                child &+= elements[child &+ 1] < elements[child] ? 1 : 0
                elements[gap] = elements[child]
                gap = child
                child = 2 &* gap &+ 1
            }
            if child < elements.count {
                elements[gap] = elements[child]
                gap = child
            }
            Self.raise(last, from: gap, in: elements)
        }
        return least
    }

    /// Puts `element` into the gap at `index` or above.
    @inline(__always)
    private static func raise(_ element: Element, from index: Int, in elements: UnsafeMutableBufferPointer<Element>) {
        var index = index
        while index > 0 {
            let parent = (index &- 1) / 2
            guard element < elements[parent] else { break }
            elements[index] = elements[parent]
            index = parent
        }
        elements[index] = element
    }
}
