// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite("Objects that anybody would see are found")
struct ObjectTests {
    @Test("A disc on a plain ground, at the first click", arguments: TestedSegmenter.allCases)
    func disc(tested: TestedSegmenter) {
        for (radius, offset) in [(18.0, 3.0), (30, -20), (9, 2)] {
            let centre = Point(x: 52 + offset / 3, y: 41)
            let image = Image.disc(110, 80, at: centre, radius: radius)
            let truth = Mask.disc(110, 80, at: centre, radius: radius)
            let click = Point(x: centre.x + offset / 2, y: centre.y - 1)
            #expect(tested.mask(image, [click]).overlap(truth) > 0.95, "radius \(radius)")
        }
    }

    @Test("Two touching squares of different colours are told apart", arguments: TestedSegmenter.allCases)
    func squares(tested: TestedSegmenter) {
        #expect(tested.mask(twoSquares, [Point(x: 30, y: 30)]).overlap(square(from: 15, to: 45)) > 0.9)
        #expect(tested.mask(twoSquares, [Point(x: 60, y: 30)]).overlap(square(from: 45, to: 75)) > 0.9)
    }

    @Test(
        "A second positive click joins the other square, a negative one leaves it out",
        arguments: TestedSegmenter.allCases)
    func joining(tested: TestedSegmenter) {
        let (left, right) = (Point(x: 30, y: 30), Point(x: 60, y: 30))
        #expect(
            tested.mask(twoSquares, [left, right]).overlap(square(from: 15, to: 75)) > tested.leastOverlapOfSquares)
        #expect(
            tested.mask(twoSquares, [left], not: [right]).overlap(square(from: 15, to: 45))
                > tested.leastOverlapOfSquares)
    }

    @Test("A box alone gives the disc inside it", arguments: TestedSegmenter.allCases)
    func box(tested: TestedSegmenter) {
        let centre = Point(x: 52, y: 41)
        let image = Image.disc(110, 80, at: centre, radius: 20)
        let prompts = Prompts(boxes: [Box(Point(x: 31, y: 20), Point(x: 73, y: 62))])
        let segmenter = tested.segmenter
        let mask = segmenter.segment(segmenter.analyse(image), prompts).mask.fullFrame()
        #expect(mask.overlap(.disc(110, 80, at: centre, radius: 20)) > 0.95)
    }

    @Test("A disc in noise is told from it by its colour", arguments: TestedSegmenter.allCases)
    func noise(tested: TestedSegmenter) {
        var generator = SeededGenerator(seed: 8)
        let truth = Mask.disc(100, 80, at: Point(x: 50, y: 40), radius: 22)
        let image = Image(width: 100, height: 80) { x, y in
            func noisy(_ value: Int) -> UInt8 { UInt8(value + Int.random(in: -18...18, using: &generator)) }
            return truth[x, y] ? (noisy(190), noisy(70), noisy(60)) : (noisy(70), noisy(110), noisy(90))
        }
        #expect(tested.mask(image, [Point(x: 50, y: 40)]).overlap(truth) > 0.85)
    }

    @Test("An object much smaller than the picture is looked at closely", arguments: TestedSegmenter.allCases)
    func small(tested: TestedSegmenter) {
        let centre = Point(x: 201.5, y: 117.3)
        let image = Image.disc(300, 200, at: centre, radius: 11)
        #expect(tested.mask(image, [centre]).overlap(.disc(300, 200, at: centre, radius: 11)) > 0.93)
    }

    private let twoSquares = Image(width: 90, height: 60) { x, y in
        guard (15..<75).contains(x) && (15..<45).contains(y) else { return (230, 225, 215) }
        return x < 45 ? (200, 60, 50) : (60, 80, 210)
    }

    private func square(from left: Int, to right: Int) -> Mask {
        Mask(width: 90, height: 60) { x, y in (left..<right).contains(x) && (15..<45).contains(y) }
    }
}

extension TestedSegmenter {
    /// What was learned from photographs is less sure in a picture of three regions than the hand-made rules.
    fileprivate var leastOverlapOfSquares: Double { self == .handMade ? 0.9 : 0.7 }

    /// The mask at the first request on a picture.
    fileprivate func mask(_ image: Image, _ positives: [Point], not negatives: [Point] = []) -> Mask {
        segmenter.segment(segmenter.analyse(image), Prompts(positives: positives, negatives: negatives)).mask
            .fullFrame()
    }
}
