// SPDX-License-Identifier: Apache-2.0

/// Sets of the numbers `0 ..< count` that grow together: union-find in which the smallest number of a set is its root.
package struct DisjointSets {
    private var parents: [Int32]

    /// Every number below `count` alone.
    package init(count: Int) {
        parents = (0..<Int32(count)).map { $0 }
    }

    /// Makes one set of those of two numbers.
    package mutating func join(_ a: Int, _ b: Int) {
        let (a, b) = (root(of: a), root(of: b))
        parents[max(a, b)] = Int32(min(a, b))
    }

    /// The smallest number of the set of `number`. Halves the path on the way (J. van Leeuwen and T. van der Weide, 1977).
    private mutating func root(of number: Int) -> Int {
        var number = number
        while parents[number] != Int32(number) {
            parents[number] = parents[Int(parents[number])]
            number = Int(parents[number])
        }
        return number
    }

    /// For every number that of its set, counted in the order of their smallest numbers, and how many sets there are.
    package func numbers() -> (numbers: [Int32], count: Int) {
        var numbers = parents
        var count: Int32 = 0
        for number in parents.indices {
            if parents[number] == Int32(number) {
                numbers[number] = count
                count += 1
            } else {
                numbers[number] = numbers[Int(parents[number])]
            }
        }
        return (numbers, Int(count))
    }
}
