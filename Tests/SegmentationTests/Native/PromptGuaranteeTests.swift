// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct PromptGuaranteeTests {
    @Test("A missed positive pixel gets a dot of three by three, a covered negative one loses such a dot")
    func dots() {
        let mask = Grid(
            """
            0000000
            0000111
            0000111
            0000111
            0000111
            """
        ).mask
        let prompts = PixelPrompts(
            positives: [FramePixel(x: 1, y: 1)], negatives: [FramePixel(x: 6, y: 3)])
        #expect(
            PlacedMask(mask).obeying(prompts).fullFrame().drawing
                == Grid(
                    """
                    1110000
                    1110111
                    1110100
                    0000100
                    0000100
                    """
                ).description)
    }

    @Test("Where two signs are closer than their dots, each pixel has its own")
    func neighbours() {
        let prompts = PixelPrompts(
            positives: [FramePixel(x: 1, y: 1)], negatives: [FramePixel(x: 2, y: 1)])
        #expect(
            PlacedMask.empty(frameWidth: 4, frameHeight: 3).obeying(prompts).fullFrame().drawing
                == Grid("1110\n1100\n1110").description)
    }

    @Test("A box clears everything outside it but positive pixels")
    func box() {
        let whole = PlacedMask(Mask(width: 6, height: 4) { _, _ in true })
        let prompts = PixelPrompts(
            positives: [FramePixel(x: 0, y: 0)], negatives: [],
            box: PixelBox(Box(Point(x: 2, y: 1), Point(x: 5, y: 3)), in: PixelRect(width: 6, height: 4)))
        #expect(
            whole.obeying(prompts).fullFrame().drawing == Grid("100000\n001110\n001110\n000000").description)
    }

    @Test("The promises hold for every mask, and nothing else changes", arguments: 0..<120)
    func laws(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let width = Int.random(in: 1...12, using: &generator)
        let height = Int.random(in: 1...12, using: &generator)
        let density = [0.0, 0.1, 0.5, 1][seed % 4]
        let mask = Mask(width: width, height: height) { _, _ in Double.random(in: 0..<1, using: &generator) < density }
        var pixels = (0..<Int.random(in: 0...5, using: &generator)).map { _ in
            FramePixel(
                x: Int.random(in: 0..<width, using: &generator), y: Int.random(in: 0..<height, using: &generator))
        }
        pixels = Array(Set(pixels)).sorted { ($0.y, $0.x) < ($1.y, $1.x) }
        let split = Int.random(in: 0...pixels.count, using: &generator)
        var prompts = PixelPrompts(positives: Array(pixels[..<split]), negatives: Array(pixels[split...]))
        if Bool.random(using: &generator) {
            func corner() -> Point {
                Point(
                    x: Double(Int.random(in: 0...width, using: &generator)),
                    y: Double(Int.random(in: 0...height, using: &generator)))
            }
            prompts.box = PixelBox(Box(corner(), corner()), in: PixelRect(width: width, height: height))
        }
        let result = PlacedMask(mask).obeying(prompts)
        for pixel in prompts.positives { #expect(result[pixel.x, pixel.y]) }
        for pixel in prompts.negatives { #expect(!result[pixel.x, pixel.y]) }
        #expect(result.bounds == result.trimmed().bounds)
        for y in 0..<height {
            for x in 0..<width {
                let isClick = pixels.contains(FramePixel(x: x, y: y))
                let isInBox = prompts.box.map { $0.rect.contains(x: x, y: y) } ?? true
                if !isInBox && !isClick { #expect(!result[x, y]) }
                let wrong =
                    prompts.positives.filter { !mask[$0.x, $0.y] } + prompts.negatives.filter { mask[$0.x, $0.y] }
                let isNearWrong = wrong.contains { abs($0.x - x) <= 1 && abs($0.y - y) <= 1 }
                if isInBox && !isNearWrong { #expect(result[x, y] == mask[x, y]) }
            }
        }
    }
}

extension PlacedMask {
    fileprivate func obeying(_ prompts: PixelPrompts) -> PlacedMask {
        var mask = self
        mask.obey(prompts)
        return mask
    }
}
