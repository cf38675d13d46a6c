// SPDX-License-Identifier: Apache-2.0

import DrawingKit
import Raster
import Testing

@testable import Segmentation

@Suite struct BoxAloneTests {
    private static let ground: Colour = (70, 100, 80)
    private static let object: Colour = (220, 60, 40)

    /// Two discs of one colour that don't touch.
    private static func discs(_ radii: [Double]) -> (image: Image, discs: [Mask]) {
        let discs = zip(radii, [26.0, 72]).map { Mask.disc(100, 60, at: Point(x: $1, y: 30), radius: $0) }
        let image = Image(width: 100, height: 60) { x, y in
            discs.contains { $0[x, y] } ? object : ground
        }
        return (image, discs)
    }

    @Test(
        "In a box around a disc, with a small one of its colour in a corner, the large one is the object, in one part",
        arguments: TestedSegmenter.allCases, [false, true])
    func corner(tested: TestedSegmenter, isAtEnd: Bool) {
        let large = Mask.disc(110, 100, at: Point(x: 54, y: 48), radius: 36)
        let corner = isAtEnd ? Point(x: 85, y: 79) : Point(x: 23, y: 17)
        let small = Mask.disc(110, 100, at: corner, radius: 4.5)
        let image = Image(width: 110, height: 100) { x, y in large[x, y] || small[x, y] ? Self.object : Self.ground }
        let box = Box(Point(x: 18, y: 12), Point(x: 90, y: 84))
        let mask = tested.segmenter.segment(tested.segmenter.analyse(image), Prompts(boxes: [box])).mask.fullFrame()
        let pixels = mask.pixels.indices.filter { mask.pixels[$0] != 0 }
        let part = pixels.first.map { flooded(from: $0, width: 110, height: 100) { mask.pixels[$0] != 0 } }
        #expect(part == Set(pixels))
        #expect(mask.overlap(large) > 0.95)
        #expect(small.pixels.indices.allSatisfy { small.pixels[$0] == 0 || mask.pixels[$0] == 0 })
    }

    @Test(
        "Of the regions that a cut finds in a box alone, the largest part is kept, whoever is first",
        arguments: [[18.0, 12], [12, 18]])
    func largestPart(radii: [Double]) throws {
        let (image, discs) = Self.discs(radii)
        let view = View(image)
        let prompts = ViewPrompts(PixelPrompts(positives: [], negatives: [], box: try Self.box(6, 8, 94, 52)), in: view)
        let probabilities = Self.probabilities(view) { place in discs.contains { $0.pixels[place] != 0 } ? 0.95 : 0.05 }
        let labelling = RegionLabelling(view, prompts, probabilities: probabilities)
        let mask = Mask(width: 100, height: 60, pixels: view.mask(of: labelling.isObject))
        #expect(mask.overlap(discs[radii[0] > radii[1] ? 0 : 1]) > 0.9)
    }

    @Test(
        "A cut too small for its box grows until it spans the box, or until the bias is as large as it may be",
        arguments: 0..<12)
    func grows(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let view = View(.scene(40, 30, seed: UInt64(seed)))
        let box = try Self.box(5, 4, 33, 26)
        let prompts = ViewPrompts(PixelPrompts(positives: [], negatives: [], box: box), in: view)
        let inView = try #require(prompts.box)
        // Some are so sure to be background that no bias helps, some span the box from the first.
        let low: Float = [0.01, 0.45, 0.15, 0.15][seed % 4]
        let probabilities = (0..<view.regionCount).map { region -> Float in
            inView.share[region] < 0.5 ? 0.002 : low + 0.5 * generator.unit() * generator.unit()
        }
        let first = RegionLabelling(view, prompts, probabilities: probabilities)
        // What is found with each bias that may be tried.
        let tried =
            [first]
            + (1...7).map { step in
                RegionLabelling(
                    view, prompts,
                    probabilities: probabilities.indices.map {
                        inView.share[$0] < 0.5 ? 0.002 : moved(probabilities[$0], by: 0.4 * Float(step))
                    })
            }
        let expected = tried.first { spans($0, box, view) } ?? tried[7]
        var grown = first
        grown.growToSpan(inView, view, prompts)
        #expect(grown.isObject == expected.isObject)
        #expect(zip(grown.probabilities, expected.probabilities).allSatisfy { isClose($0, $1) })
    }

    @Test("A small first cut grows over the whole disc that its box was drawn around")
    func spansDisc() throws {
        let disc = Mask.disc(60, 50, at: Point(x: 30, y: 25), radius: 14)
        // The left third of the disc is a little lighter.
        let image = Image(width: 60, height: 50) { x, y in
            disc[x, y] ? (x < 25 ? (240, 90, 70) : Self.object) : Self.ground
        }
        let view = View(image)
        let box = try Self.box(16, 11, 44, 39)
        let prompts = ViewPrompts(PixelPrompts(positives: [], negatives: [], box: box), in: view)
        let probabilities = Self.probabilities(view) { place in
            disc.pixels[place] == 0 ? 0.002 : (place % 60 < 25 ? 0.9 : 0.2)
        }
        var labelling = RegionLabelling(view, prompts, probabilities: probabilities)
        let small = Mask(width: 60, height: 50, pixels: view.mask(of: labelling.isObject))
        #expect(!spans(labelling, box, view) && small.area < disc.area / 2)
        labelling.growToSpan(try #require(prompts.box), view, prompts)
        let grown = Mask(width: 60, height: 50, pixels: view.mask(of: labelling.isObject))
        #expect(spans(labelling, box, view) && grown.overlap(disc) > 0.9)
    }

    @Test("A cut that ends short of one side of its box grows to it", arguments: 0..<4)
    func grownToEachSide(side: Int) throws {
        // A square of one colour, but for a strip of another along one of its sides; the box is drawn around both.
        func isStrip(_ x: Int, _ y: Int) -> Bool { [x < 14, x >= 46, y < 14, y >= 46][side] }
        let square = PixelRect(x: 10, y: 10, width: 40, height: 40)
        let image = Image(width: 60, height: 60) { x, y in
            square.contains(x: x, y: y) ? (isStrip(x, y) ? (250, 160, 60) : Self.object) : Self.ground
        }
        let view = View(image)
        let box = try Self.box(10, 10, 50, 50)
        let prompts = ViewPrompts(PixelPrompts(positives: [], negatives: [], box: box), in: view)
        let probabilities = Self.probabilities(view) { place in
            let (x, y) = (place % 60, place / 60)
            return square.contains(x: x, y: y) ? (isStrip(x, y) ? 0.1 : 0.95) : 0.002
        }
        var labelling = RegionLabelling(view, prompts, probabilities: probabilities)
        #expect(!spans(labelling, box, view))
        labelling.growToSpan(try #require(prompts.box), view, prompts)
        #expect(spans(labelling, box, view))
    }

    /// Whether the pixels that are found reach over more than 90 % of the box in both directions.
    private func spans(_ labelling: RegionLabelling, _ box: PixelBox, _ view: View) -> Bool {
        let width = view.geometry.width
        let mask = view.mask(of: labelling.isObject)
        let places = mask.indices.filter { mask[$0] != 0 }
        func reach(_ coordinates: [Int], _ low: Int, _ high: Int) -> Float {
            guard let first = coordinates.min(), let last = coordinates.max() else { return 0 }
            return Float(min(last + 1, high) - max(first, low)) / Float(high - low)
        }
        return reach(places.map { $0 % width }, box.rect.x, box.rect.maxX) > 0.9
            && reach(places.map { $0 / width }, box.rect.y, box.rect.maxY) > 0.9
    }

    private static func box(_ minX: Double, _ minY: Double, _ maxX: Double, _ maxY: Double) throws -> PixelBox {
        try #require(
            PixelBox(Box(Point(x: minX, y: minY), Point(x: maxX, y: maxY)), in: PixelRect(width: 200, height: 200)))
    }

    /// The mean of a probability over each region's pixels.
    private static func probabilities(_ view: View, _ value: (_ place: Int) -> Float) -> [Float] {
        var sums = [Float](repeating: 0, count: view.regionCount)
        for (place, region) in view.regionOfPixel.enumerated() { sums[Int(region)] += value(place) }
        return sums.indices.map { sums[$0] / view.tree.nodes[$0].area }
    }
}
