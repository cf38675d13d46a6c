// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite("Pixels come lowest level first, then first come first served")
struct LevelQueueTests {
    @Test("As from one list a level", arguments: [1, 2, 7, 300])
    func order(levels: Int) {
        var generator = SeededGenerator(seed: UInt64(levels))
        var lists = [[Int]](repeating: [], count: levels)
        LevelQueue.with(capacity: 3000, levels: levels) { queue in
            var current = 0
            var pushed = 0
            while pushed < 3000 {
                for _ in 0..<Int.random(in: 0...90, using: &generator) where pushed < 3000 {
                    let level = Int.random(in: current..<levels, using: &generator)
                    let isWanted = Int.random(in: 0..<4, using: &generator) > 0
                    queue.push(pushed, level: level, if: isWanted)
                    if isWanted { lists[level].append(pushed) }
                    pushed += 1
                }
                for _ in 0..<Int.random(in: 0...90, using: &generator) {
                    guard let level = lists.firstIndex(where: { !$0.isEmpty }) else { break }
                    current = level
                    let expected = lists[level].removeFirst()
                    let popped = queue.popLowest()
                    #expect(popped?.pixel == expected && popped?.level == level)
                }
            }
            while let level = lists.firstIndex(where: { !$0.isEmpty }) {
                #expect(queue.popLowest()?.pixel == lists[level].removeFirst())
            }
            #expect(queue.popLowest() == nil)
        }
    }

    @Test("A list of more pixels than a piece of memory holds")
    func longList() {
        LevelQueue.with(capacity: 1000, levels: 2) { queue in
            for pixel in 0..<1000 { queue.push(pixel, level: 1) }
            var popped: [Int] = []
            while let next = queue.popLowest() { popped.append(next.pixel) }
            #expect(popped == Array(0..<1000))
        }
    }
}
