// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@Suite("Disjoint sets")
struct DisjointSetsTests {
    @Test(
        "Numbers that were joined, directly or through others, have one number; sets count in order of their smallest")
    func numbers() {
        var sets = DisjointSets(count: 7)
        for (a, b) in [(5, 1), (3, 6), (1, 3)] { sets.join(a, b) }
        #expect(sets.numbers() == ([0, 1, 2, 1, 3, 1, 1], 4))
    }

    @Test("Two numbers share a set if and only if joins lead from one to the other", arguments: 0..<20 as Range<Int>)
    func paths(seed: Int) {
        let count = 12
        var sets = DisjointSets(count: count)
        var reaches = (0..<count).map { from in (0..<count).map { $0 == from } }
        for step in 0..<8 {
            let (a, b) = ((seed * 7 + step * step * 5) % count, (seed * 3 + step * 11 + step * step) % count)
            sets.join(a, b)
            for from in 0..<count where reaches[from][a] || reaches[from][b] {
                for to in 0..<count where reaches[a][to] || reaches[b][to] {
                    reaches[from][to] = true
                    reaches[to][from] = true
                }
            }
        }
        let numbers = sets.numbers().numbers
        for a in 0..<count {
            for b in 0..<count { #expect((numbers[a] == numbers[b]) == reaches[a][b]) }
        }
    }

    @Test("No numbers, no sets")
    func none() { #expect(DisjointSets(count: 0).numbers() == ([], 0)) }
}
