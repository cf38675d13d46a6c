// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite("What holds for every request on every picture")
struct PromiseTests {
    @Test("Random clicks and boxes on random pictures", arguments: 0..<32)
    func random(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let width = Int.random(in: 1...36, using: &generator)
        let height = Int.random(in: 1...36, using: &generator)
        let image: Image =
            switch seed % 4 {
            case 0: .noise(width, height, seed: UInt64(seed))
            case 1: .plain(width, height)
            default: .scene(width, height, seed: UInt64(seed))
            }
        let segmenter = TestedSegmenter.alternating(seed / 4)
        let analysis = segmenter.analyse(image)
        for _ in 0..<3 {
            let prompts = Prompts.random(width: width, height: height, clicks: 0...6, boxes: 0...(seed % 3), &generator)
            expectPromises(segmenter.segment(analysis, prompts), prompts, image)
        }
    }

    @Test(
        "Pictures of hardly any size",
        arguments: [(1, 1), (2, 1), (1, 2), (1, 200), (200, 1), (3, 3), (2, 50)])
    func tiny(width: Int, height: Int) {
        var generator = SeededGenerator(seed: UInt64(width + height))
        for (number, image) in [Image.plain(width, height), .noise(width, height, seed: 1)].enumerated() {
            let segmenter = TestedSegmenter.alternating(width + number)
            let analysis = segmenter.analyse(image)
            for _ in 0..<4 {
                let prompts = Prompts.random(width: width, height: height, clicks: 0...5, boxes: 0...1, &generator)
                expectPromises(segmenter.segment(analysis, prompts), prompts, image)
            }
        }
    }

    @Test(
        "A whole picture of one colour is one object; a picture of one pixel is all of it",
        arguments: TestedSegmenter.allCases)
    func uniform(tested: TestedSegmenter) {
        let segmenter = tested.segmenter
        let image = Image.plain(32, 24)
        let mask = segmenter.segment(segmenter.analyse(image), Prompts(positives: [Point(x: 5, y: 5)])).mask
        #expect(mask.mask.area == 32 * 24)
        let pixel = segmenter.segment(segmenter.analyse(.plain(1, 1)), Prompts(positives: [Point(x: 9, y: -4)])).mask
        #expect(pixel.mask.area == 1)
    }

    @Test("Fifty clicks", arguments: [1, 2])
    func fifty(seed: UInt64) {
        let segmenter = TestedSegmenter.alternating(Int(seed))
        var generator = SeededGenerator(seed: seed)
        let image = seed == 1 ? Image.scene(30, 24, seed: 7) : .noise(20, 20, seed: 7)
        let prompts = Prompts.random(
            width: image.width, height: image.height, clicks: 50...50, boxes: 0...0, &generator)
        #expect(prompts.positives.count + prompts.negatives.count == 50)
        expectPromises(segmenter.segment(segmenter.analyse(image), prompts), prompts, image)
    }

    @Test("More clicks than are looked at still hold for their own pixels")
    func beyondTheLimit() {
        var generator = SeededGenerator(seed: 4)
        let segmenter = TestedSegmenter.handMade.segmenter
        let image = Image.noise(14, 14, seed: 7)
        let prompts = Prompts.random(width: 14, height: 14, clicks: 160...160, boxes: 0...0, &generator)
        expectPromises(segmenter.segment(segmenter.analyse(image), prompts), prompts, image)
    }

    @Test("An answer that nobody waits for is given up, and leaves no trace")
    func abandoned() {
        let segmenter = TestedSegmenter.learned.segmenter
        let image = Image.scene(30, 24, seed: 5)
        let prompts = Prompts(
            positives: [Point(x: 9, y: 9), Point(x: 25, y: 20)], negatives: [Point(x: 16, y: 3), Point(x: 3, y: 20)])
        let expected = segmenter.segment(segmenter.analyse(image), prompts)
        let analysis = segmenter.analyse(image)
        for clicks in 0..<3 {
            var asked = 0
            let answer = segmenter.segment(
                analysis, prompts,
                while: {
                    asked += 1
                    return asked <= clicks
                })
            #expect(answer == nil && asked == clicks + 1)
        }
        #expect(segmenter.segment(analysis, prompts, while: { true }) == expected)
    }

    @Test("So is the answer to boxes, one by one")
    func abandonedBoxes() {
        let segmenter = TestedSegmenter.handMade.segmenter
        let analysis = segmenter.analyse(.scene(30, 24, seed: 5))
        let boxes = (0..<4).map { Box(Point(x: 5 * Double($0), y: 3), Point(x: 5 * Double($0) + 9, y: 20)) }
        for limit in boxes.indices {
            var asked = 0
            let answer = segmenter.segment(
                analysis, Prompts(boxes: boxes),
                while: {
                    asked += 1
                    return asked <= limit
                })
            #expect(answer == nil && asked == limit + 1)
        }
    }

    @Test(
        "Nothing said, nothing found: no prompts, only negative points, only broken points and boxes",
        arguments: TestedSegmenter.allCases)
    func nothing(tested: TestedSegmenter) {
        let segmenter = tested.segmenter
        let analysis = segmenter.analyse(.disc(30, 30, at: Point(x: 15, y: 15), radius: 8))
        let requests = [
            Prompts(), Prompts(negatives: [Point(x: 3, y: 3)]), Prompts(positives: [Point(x: .nan, y: 3)]),
            Prompts(boxes: [Box(Point(x: 4, y: 4), Point(x: 4, y: 20))]),
            Prompts(negatives: [Point(x: 3, y: 3)], boxes: [Box(Point(x: 40, y: 4), Point(x: 60, y: 20))]),
        ]
        for prompts in requests {
            let segment = segmenter.segment(analysis, prompts)
            #expect(segment.mask.isEmpty && segment.confidence == 0)
        }
    }

    @Test("Both signs on one pixel: the positive one wins", arguments: TestedSegmenter.allCases)
    func bothSigns(tested: TestedSegmenter) {
        let segmenter = tested.segmenter
        let image = Image.disc(30, 30, at: Point(x: 15, y: 15), radius: 8)
        let prompts = Prompts(positives: [Point(x: 15.2, y: 15.1)], negatives: [Point(x: 15.9, y: 15.8)])
        expectPromises(segmenter.segment(segmenter.analyse(image), prompts), prompts, image)
    }

    @Test("Several boxes are the union of their objects", arguments: TestedSegmenter.allCases)
    func severalBoxes(tested: TestedSegmenter) {
        let segmenter = tested.segmenter
        let left = Mask.disc(60, 30, at: Point(x: 14, y: 15), radius: 8)
        let right = Mask.disc(60, 30, at: Point(x: 45, y: 14), radius: 9)
        let image = Image(width: 60, height: 30) { x, y in
            left[x, y] ? (210, 50, 40) : right[x, y] ? (40, 60, 220) : (90, 110, 90)
        }
        let boxes = [
            Box(Point(x: 5, y: 6), Point(x: 23, y: 24)), Box(Point(x: 55, y: 24), Point(x: 35, y: 4)),
        ]
        let prompts = Prompts(boxes: boxes)
        let segment = segmenter.segment(segmenter.analyse(image), prompts)
        expectPromises(segment, prompts, image)
        let both = Mask(width: 60, height: 30) { x, y in left[x, y] || right[x, y] }
        #expect(segment.mask.fullFrame().overlap(both) > 0.9)
    }
}
