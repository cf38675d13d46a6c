// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite("A click mends a mask and does not upset it")
struct CorrectionTests {
    // Negative clicks first: a request tells the order within each sign only, and this is how it is replayed then.
    @Test("A positive click on background only adds, a negative one on the object only takes away", arguments: 0..<10)
    func sign(seed: Int) {
        let segmenter = TestedSegmenter.alternating(seed)
        var generator = SeededGenerator(seed: UInt64(seed))
        let image = Image.scene(48, 36, seed: UInt64(70 + seed))
        let analysis = segmenter.analyse(image)
        var prompts = Prompts(positives: [Point(x: 24, y: 18)])
        var before = segmenter.segment(analysis, prompts).mask
        for isPositive in [false, false, true, true] {
            guard let pixel = wrongPixel(in: before, isMissed: isPositive, &generator) else { continue }
            let point = Point(x: Double(pixel.x) + 0.5, y: Double(pixel.y) + 0.5)
            if isPositive { prompts.positives.append(point) } else { prompts.negatives.append(point) }
            let after = segmenter.segment(analysis, prompts).mask
            #expect(after[pixel.x, pixel.y] == isPositive)
            let wrong = changes(from: before, to: after, becoming: !isPositive, except: pixel)
            #expect(wrong == 0, "\(isPositive ? "positive" : "negative") click at \(pixel)")
            before = after
        }
    }

    @Test("A click where the mask already agrees changes nothing", arguments: TestedSegmenter.allCases)
    func agreement(tested: TestedSegmenter) {
        let segmenter = tested.segmenter
        let image = Image.disc(64, 48, at: Point(x: 30, y: 24), radius: 12)
        let analysis = segmenter.analyse(image)
        let first = Prompts(positives: [Point(x: 30, y: 24)])
        let mask = segmenter.segment(analysis, first).mask
        var more = first
        more.positives += [Point(x: 33, y: 26), Point(x: 25, y: 22)]
        more.negatives += [Point(x: 3, y: 3), Point(x: 60, y: 40)]
        #expect(segmenter.segment(analysis, more).mask == mask)
    }

    /// A pixel at random that the mask does not cover, or does, like all around it: on the rim the mask of a view may say
    /// otherwise, and a click that agrees with it waits for its turn.
    private func wrongPixel(
        in mask: PlacedMask, isMissed: Bool, _ generator: inout SeededGenerator
    ) -> FramePixel? {
        var pixels: [FramePixel] = []
        for y in 0..<mask.frameHeight {
            for x in 0..<mask.frameWidth {
                let isWrong = (-1...1).allSatisfy { dy in (-1...1).allSatisfy { mask[x + $0, y + dy] != isMissed } }
                if isWrong { pixels.append(FramePixel(x: x, y: y)) }
            }
        }
        return pixels.randomElement(using: &generator)
    }

    /// How many pixels became `value` from one mask to the next: neither in the dot around the click nor on the rim of
    /// the mask before, which may be seen through another view.
    private func changes(
        from before: PlacedMask, to after: PlacedMask, becoming value: Bool, except click: FramePixel
    ) -> Int {
        var count = 0
        for y in 0..<before.frameHeight {
            for x in 0..<before.frameWidth where before[x, y] != after[x, y] && after[x, y] == value {
                let isInDot = abs(x - click.x) <= 1 && abs(y - click.y) <= 1
                let isOnRim = (-1...1).contains { dy in (-1...1).contains { dx in before[x + dx, y + dy] == value } }
                if !isInDot && !isOnRim { count += 1 }
            }
        }
        return count
    }
}
