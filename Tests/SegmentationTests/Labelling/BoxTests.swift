// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct BoxTests {
    @Test("A box is the pixels that it touches")
    func touched() throws {
        let box = try #require(
            PixelBox(Box(Point(x: 1.2, y: 2), Point(x: 3.5, y: 4)), in: PixelRect(width: 9, height: 9)))
        #expect(box.rect == PixelRect(x: 1, y: 2, width: 3, height: 2))
        #expect(box.middle == FramePixel(x: 2, y: 3))
    }

    @Test("Corners may come in any order")
    func order() {
        let boxes = [(1.0, 2.0, 5.0, 7.0), (5, 7, 1, 2), (5, 2, 1, 7), (1, 7, 5, 2)].map {
            PixelBox(Box(Point(x: $0.0, y: $0.1), Point(x: $0.2, y: $0.3)), in: PixelRect(width: 9, height: 9))
        }
        #expect(Set(boxes).count == 1 && boxes[0] != nil)
    }

    @Test("A box is cut at the frame; beside it, without area or without numbers it is none")
    func none() {
        func box(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> PixelBox? {
            PixelBox(Box(Point(x: x1, y: y1), Point(x: x2, y: y2)), in: PixelRect(width: 10, height: 8))
        }
        let whole = box(-5, -1e300, .infinity, 99)
        #expect(whole?.rect == PixelRect(width: 10, height: 8))
        #expect(box(-9, 2, 0, 5) == nil)
        #expect(box(10, 2, 14, 5) == nil)
        #expect(box(3, 9, 5, 12) == nil)
        #expect(box(3, 2, 3, 5) == nil)
        #expect(box(.nan, 2, 5, 5) == nil)
        #expect(box(2, 2, 5, .nan) == nil)
        #expect(box(3.2, 2.1, 3.3, 2.2)?.rect == PixelRect(x: 3, y: 2, width: 1, height: 1))
    }

    @Test("Every box, once, has the clicks in it that no box before it has; clicks beside all boxes are in none")
    func parts() {
        func box(_ x: Double) -> PixelBox? {
            PixelBox(Box(Point(x: x, y: 0), Point(x: x + 4, y: 4)), in: PixelRect(width: 20, height: 4))
        }
        let pixels = [1, 3, 9, 15, 5].map { FramePixel(x: $0, y: 2) }
        let prompts = PixelPrompts(positives: pixels, negatives: [FramePixel(x: 0, y: 0)])
        let parts = prompts.parts([box(0), box(2), box(0), box(12)].compactMap(\.self))
        #expect(parts.map(\.box) == [box(0), box(2), box(12)])
        #expect(parts.map { $0.positives.map(\.x) } == [[1, 3], [5], [15]])
        #expect(parts.allSatisfy { $0.negatives == prompts.negatives })
        #expect(prompts.parts([]) == [prompts])
    }

    @Test("A click beside a box takes nothing from what the box gives", arguments: TestedSegmenter.allCases)
    func clickBeside(tested: TestedSegmenter) {
        let image = Image.disc(60, 50, at: Point(x: 25, y: 25), radius: 12)
        let analysis = tested.segmenter.analyse(image)
        let boxes = [Box(Point(x: 12, y: 12), Point(x: 38, y: 38))]
        let alone = tested.segmenter.segment(analysis, Prompts(boxes: boxes))
        let beside = tested.segmenter.segment(analysis, Prompts(positives: [Point(x: 50, y: 40)], boxes: boxes))
        #expect(alone.mask.mask.area > 400)
        var expected = alone.mask
        expected.fill([PixelRect(x: 50, y: 40, width: 1, height: 1)], with: true)
        #expect(beside.mask == expected && beside.confidence == alone.confidence)
    }

    @Test("The share of a region inside a box is that of its pixels", arguments: 0..<12)
    func shares(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let image = Image.scene(21, 16, seed: UInt64(seed))
        let view = View(image)
        func random(_ limit: Int) -> Double { Double(Int.random(in: 0...limit, using: &generator)) }
        let corners = [Point(x: random(20), y: random(15)), Point(x: random(20) + 1, y: random(15) + 1)]
        guard let box = PixelBox(Box(corners[0], corners[1]), in: PixelRect(width: 21, height: 16)) else { return }
        let inView = BoxInView(box, in: view)
        for region in 0..<view.regionCount {
            let pixels = view.regionOfPixel.indices.filter { view.regionOfPixel[$0] == Int32(region) }
            let inside = pixels.count { box.rect.contains(x: $0 % 21, y: $0 / 21) }
            #expect(isClose(inView.share[region], Float(inside) / Float(pixels.count)))
        }
    }

    @Test("Depth is 1 in the middle of a box, 0 at its sides and negative outside")
    func depth() throws {
        let box = try #require(
            PixelBox(Box(Point(x: 2, y: 4), Point(x: 12, y: 10)), in: PixelRect(width: 20, height: 16)))
        let inView = BoxInView(box, in: View(.plain(20, 16)))
        #expect(isClose(inView.depth(of: ViewPoint(x: 7, y: 7)), 1))
        #expect(isClose(inView.depth(of: ViewPoint(x: 2, y: 7)), 0))
        #expect(isClose(inView.depth(of: ViewPoint(x: 7, y: 5.5)), 0.5))
        #expect(inView.depth(of: ViewPoint(x: 0, y: 7)) < 0)
    }
}
