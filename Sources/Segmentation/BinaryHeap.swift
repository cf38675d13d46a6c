// SPDX-License-Identifier: Apache-2.0

/// A priority queue, least element first: a binary heap in an array (J. W. J. Williams, 1964).
///
/// Which of two elements comes first must be decided by their values alone, or what comes out depends on the heap.
struct BinaryHeap<Element: Comparable & Sendable>: Sendable {
    private var elements: [Element] = []

    init(capacity: Int = 0) {
        elements.reserveCapacity(capacity)
    }

    /// A queue that holds `elements`. Cost: linear (R. W. Floyd, 1964).
    init(_ elements: [Element]) {
        self.elements = elements
        self.elements.withUnsafeMutableBufferPointer { elements in
            for place in stride(from: elements.count / 2 - 1, through: 0, by: -1) {
                Self.fill(place, with: elements[place], in: elements)
            }
        }
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
        elements.withUnsafeMutableBufferPointer { Self.fill(0, with: last, in: $0) }
        return least
    }

    /// Moves the gap at `top` down to a leaf, and puts `element` there or above it, but no higher than the gap was.
    @inline(__always)
    private static func fill(
        _ top: Int, with element: Element, in elements: UnsafeMutableBufferPointer<Element>
    ) {
        var gap = top
        var child = 2 &* gap &+ 1
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
        raise(element, from: gap, to: top, in: elements)
    }

    /// Puts `element` into the gap at `index` or above, but no higher than `top`.
    @inline(__always)
    private static func raise(
        _ element: Element, from index: Int, to top: Int = 0, in elements: UnsafeMutableBufferPointer<Element>
    ) {
        var index = index
        while index > top {
            let parent = (index &- 1) / 2
            guard element < elements[parent] else { break }
            elements[index] = elements[parent]
            index = parent
        }
        elements[index] = element
    }
}
