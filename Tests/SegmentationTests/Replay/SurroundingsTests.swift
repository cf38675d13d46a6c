// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite("The surroundings of a first click")
struct SurroundingsTests {
    private func surroundings(_ x: Int, _ y: Int, _ width: Int, _ height: Int, least: Int = 160) -> PixelRect? {
        FramePixel(x: x, y: y).surroundings(in: PixelRect(width: width, height: height), least: least)
    }

    @Test("A square of a third of the longer side, moved into the frame; nothing if that is too short")
    func rects() {
        #expect(surroundings(900, 500, 1920, 1080) == PixelRect(x: 580, y: 180, width: 640, height: 640))
        #expect(surroundings(0, 1079, 1920, 1080) == PixelRect(x: 0, y: 440, width: 640, height: 640))
        #expect(surroundings(1919, 0, 1920, 1080) == PixelRect(x: 1280, y: 0, width: 640, height: 640))
        #expect(surroundings(700, 90, 1500, 100) == PixelRect(x: 450, y: 0, width: 500, height: 100))
        #expect(surroundings(240, 240, 480, 480) == PixelRect(x: 160, y: 160, width: 160, height: 160))
        #expect(surroundings(240, 240, 479, 479) == nil)
        #expect(surroundings(480, 480, 960, 960, least: 320) != nil)
        #expect(surroundings(480, 480, 959, 959, least: 320) == nil)
        let part = PixelRect(x: 1000, y: 200, width: 1200, height: 900)
        #expect(
            FramePixel(x: 1010, y: 800).surroundings(in: part, least: 320)
                == PixelRect(x: 1000, y: 600, width: 400, height: 400))
    }

    @Test("They hold the click and lie in the frame", arguments: 0..<20)
    func bounds(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let (width, height) = (
            Int.random(in: 480...5000, using: &generator), Int.random(in: 1...5000, using: &generator)
        )
        let (x, y) = (
            Int.random(in: 0..<width, using: &generator), Int.random(in: 0..<height, using: &generator)
        )
        let rect = try #require(surroundings(x, y, width, height))
        #expect(rect.contains(x: x, y: y) && rect.x >= 0 && rect.y >= 0)
        #expect(rect.maxX <= width && rect.maxY <= height && 3 * rect.longerSide <= max(width, height))
    }

    /// Whether a square found in surroundings of `length` pixels, so long and so sure, is preferred to one of `farSide`
    /// pixels, sure by 0.5, found in a frame of three times that length.
    private func isPreferred(_ nearSide: Int, _ nearOverlap: Float, to farSide: Int, in length: Int) -> Bool {
        let surroundings = PixelRect(x: 100, y: 100, width: length, height: length)
        let frame = PixelRect(width: 3 * length, height: 3 * length)
        return NearbyPreference.of(surroundings).isMet(
            by: square(nearSide, nearOverlap, in: surroundings), insteadOf: square(farSide, 0.5, in: frame))
    }

    private func square(_ side: Int, _ overlap: Float, in rect: PixelRect) -> Solution {
        let geometry = ViewGeometry(rect: rect, side: rect.longerSide)
        let mask = Mask(width: geometry.width, height: geometry.height) { x, y in x < side && y < side }
        return Solution(geometry, mask: mask.pixels, expectedOverlap: overlap)
    }

    @Test(
        "In a large frame the surer answer, rather the one nearby if it is small, rather the one from afar if that is large"
    )
    func preferringInLargeFrames() {
        func isMet(_ nearSide: Int, _ nearOverlap: Float, _ farSide: Int) -> Bool {
            isPreferred(nearSide, nearOverlap, to: farSide, in: 320)
        }
        // 110 pixels along a side are 0.12 of the surroundings, 90 are 0.08.
        #expect(isMet(110, 0.51, 200) && !isMet(110, 0.49, 200))
        #expect(isMet(90, 0.31, 200) && !isMet(90, 0.29, 200))
        #expect(!isMet(130, 0.99, 200), "not small enough to be told apart better nearby")
        #expect(isMet(90, 0.61, 460) && !isMet(90, 0.59, 460), "1.4 times the surroundings are 448")
        #expect(isMet(90, 0.31, 0))
    }

    @Test("In a small frame the surer answer, if what lies around the click holds both")
    func preferringInSmallFrames() {
        func isMet(_ nearSide: Int, _ nearOverlap: Float, _ farSide: Int) -> Bool {
            isPreferred(nearSide, nearOverlap, to: farSide, in: 200)
        }
        // 100 pixels along a side are 0.25 of the surroundings, 40 are 0.04.
        #expect(isMet(100, 0.51, 200) && !isMet(100, 0.49, 200))
        #expect(isMet(40, 0.51, 200) && !isMet(40, 0.49, 200))
        #expect(!isMet(120, 0.99, 200))
        #expect(!isMet(100, 0.99, 201))
    }

    /// Patches of many colours, from large to small: nothing in it is sure to be one thing.
    private func patches(_ width: Int, _ height: Int) -> Image {
        Image(width: width, height: height) { x, y in
            func level(_ size: Int) -> Int { ((x / size) &* 73 &+ (y / size) &* 151) % 7 * 256 / (7 * 3) }
            let sum = level(97) + level(31) + level(11)
            return (UInt8(sum % 256), UInt8((sum + 60 + level(31)) % 256), UInt8(255 - sum % 256))
        }
    }

    /// The rectangles that are looked at for a click into the middle, in order.
    private func looks(_ segmenter: Segmenter, _ image: Image) throws -> [PixelRect] {
        let analysis = segmenter.analyse(image)
        var looks: [PixelRect] = []
        _ = try Replay(
            analysis: analysis,
            prompts: PixelPrompts(positives: [FramePixel(x: image.width / 2, y: image.height / 2)], negatives: []),
            observer: { looks.append($0.view.geometry.rect) }
        ).run()
        return looks
    }

    @Test("They are looked at where what was found in a frame, not a tiny one, is unsure, by learned decisions alone")
    func looking() throws {
        let learned = TestedSegmenter.learned.segmenter
        let large = try looks(learned, patches(1260, 900))
        #expect(
            Array(large.prefix(2)) == [
                PixelRect(width: 1260, height: 900), PixelRect(x: 420, y: 240, width: 420, height: 420),
            ])
        #expect(try looks(learned, patches(600, 400))[1] == PixelRect(x: 200, y: 100, width: 200, height: 200))
        #expect(try !looks(learned, patches(470, 400)).contains { $0.longerSide == 470 / 3 })
        #expect(try !looks(TestedSegmenter.handMade.segmenter, patches(1260, 900)).contains(large[1]))
        let disc = Image.disc(1260, 900, at: Point(x: 630, y: 450), radius: 300)
        #expect(try !looks(learned, disc).contains(large[1]))
    }

    @Test("The surroundings of the surroundings are looked at where these gave the better answer")
    func lookingTwice() throws {
        let learned = TestedSegmenter.learned.segmenter
        let third = PixelRect(x: 1289, y: 0, width: 322, height: 120)
        let second = PixelRect(x: 967, y: 0, width: 966, height: 120)
        #expect(try looks(learned, patches(2900, 120))[1...2] == [second, third])
        // The disc is certain as soon as it is more than a few pixels.
        let disc = Image.disc(2900, 120, at: Point(x: 1450, y: 60), radius: 20)
        #expect(try !looks(learned, disc).contains(third))
    }

    @Test("A view that stands for the frame is decided on as a whole picture")
    func standing() {
        let analysis = Segmenter().analyse(patches(300, 200))
        let view = analysis.view(of: PixelRect(x: 50, y: 50, width: 100, height: 100))
        let pixels = PixelPrompts(positives: [FramePixel(x: 100, y: 100)], negatives: [])
        #expect(ViewPrompts(pixels, in: view).logViewShare == view.logFrameShare && view.logFrameShare < 0)
        #expect(ViewPrompts(pixels, in: view, standsForFrame: true).logViewShare == 0)
    }

    @Test("A later click after it gives the same mask, whatever was kept", arguments: [0, 1])
    func sameMask(seed: Int) {
        let segmenter = TestedSegmenter.learned.segmenter
        let image = patches(1300, 700)
        let first = Prompts(positives: [Point(x: 640 + 30 * Double(seed), y: 350)])
        var second = first
        second.positives.append(Point(x: 700, y: 400))
        second.negatives.append(Point(x: 600, y: 300))
        let used = segmenter.analyse(image)
        _ = segmenter.segment(used, first)
        #expect(segmenter.segment(used, second) == segmenter.segment(segmenter.analyse(image), second))
    }
}
