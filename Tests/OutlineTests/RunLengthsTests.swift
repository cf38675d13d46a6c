// SPDX-License-Identifier: Apache-2.0

import Outline
import Raster
import Testing

@Suite("Run lengths in CVAT's form")
struct RunLengthsTests {
    private func values(_ picture: String) -> [Int]? { RunLengths(PlacedMask(Mask(picture)))?.values }

    @Test("rows of the bounding box are read as one line, background first, then left, top, right, bottom")
    func example() {
        // 011
        // 110
        // 100
        #expect(values("00000\n00110\n01100\n01000") == [1, 4, 1, 1, 2] + [1, 1, 3, 3])
        #expect(values("0000\n0110\n0110") == [0, 4] + [1, 1, 2, 2])
        #expect(values("010\n111") == [1, 1, 1, 3] + [0, 0, 2, 1])
        #expect(values("1") == [0, 1] + [0, 0, 0, 0])
    }

    @Test("background at the end is counted too")
    func endsWithBackground() {
        #expect(values("11\n10") == [0, 3, 1] + [0, 0, 1, 1])
    }

    @Test("no object has no run lengths")
    func empty() {
        #expect(values("000\n000") == nil)
        #expect(RunLengths(.empty(frameWidth: 3, frameHeight: 3)) == nil)
    }

    @Test("runs of every length are counted to their ends", arguments: 0..<9)
    func lengths(offset: Int) throws {
        for length in 1...100 {
            let counts = [offset, length, length + 3, 1]
            let runs = try RunLengths(
                values: counts + [0, 0, counts.reduce(0, +) - 1, 0], frameWidth: counts.reduce(0, +), frameHeight: 1)
            let mask = runs.mask(frameWidth: counts.reduce(0, +), frameHeight: 1)
            let again = try #require(RunLengths(mask))
            #expect(again.counts == [0, length, length + 3, 1])
            #expect(again.bounds.x == offset)
        }
    }

    @Test("there and back again")
    func roundTrip() throws {
        var random = SeededGenerator(seed: 800)
        for _ in 0..<500 {
            let mask = randomMask(&random, largest: 40)
            guard let runs = RunLengths(PlacedMask(mask)) else {
                #expect(mask.area == 0)
                continue
            }
            #expect(runs.counts.reduce(0, +) == runs.bounds.width * runs.bounds.height)
            #expect(runs.counts.dropFirst().allSatisfy { $0 > 0 })
            #expect(runs.mask(frameWidth: mask.width, frameHeight: mask.height).fullFrame() == mask)
            let read = try RunLengths(values: runs.values, frameWidth: mask.width, frameHeight: mask.height)
            #expect(read == runs)
        }
    }

    @Test(
        "numbers that are no run lengths are refused with the reason",
        arguments: [
            ([], .tooFewValues(0)),
            ([0, 0, 1, 1], .tooFewValues(4)),
            ([4, 0, 0, 2, 1], .boxOutsideFrame(left: 0, top: 0, right: 2, bottom: 1)),
            ([4, -1, 0, 0, 1], .boxOutsideFrame(left: -1, top: 0, right: 0, bottom: 1)),
            ([4, 1, 0, 0, 1], .boxOutsideFrame(left: 1, top: 0, right: 0, bottom: 1)),
            ([5, -1, 0, 0, 1, 1], .negativeCount(-1)),
            ([3, 0, 0, 1, 1], .wrongSum(3, expected: 4)),
            ([.max, .max, 1, 0, 0, 1, 1], .wrongSum(.max, expected: 4)),
        ] as [([Int], RunLengths.InvalidRunLengths)])
    func refused(values: [Int], reason: RunLengths.InvalidRunLengths) {
        #expect(throws: reason) {
            try RunLengths(values: values, frameWidth: 2, frameHeight: 2)
        }
    }
}
