// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct StagePictureTests {
    private let image = Image.disc(36, 28, at: Point(x: 15, y: 13), radius: 7)
    private let click = Prompts(positives: [Point(x: 11, y: 13)])

    @Test("Every stage of the way of a click, in its order", arguments: TestedSegmenter.allCases)
    func names(tested: TestedSegmenter) {
        let names = tested.segmenter.stages(of: .rgb(image), click).map(\.name)
        let first = [
            "001-whole-colours", "002-whole-gradient-fine", "003-whole-gradient-middle", "004-whole-gradient-coarse",
            "005-whole-gradient-texture", "006-whole-relief", "007-whole-basins", "008-whole-edge-strengths",
            "009-whole-merge-tree", "010-whole-regions", "011-solve1-probabilities", "012-solve1-object",
        ]
        #expect(Array(names.prefix(12)) == first)
        #expect(names.dropFirst(12).contains { $0.hasSuffix("mask1") })
        #expect(names.last?.hasSuffix("boundary") == true)
        #expect(names == names.sorted() && Set(names).count == names.count)
    }

    @Test("They sort in their order where there are very many, too")
    func manyNames() {
        let points = (0..<60).map { Point(x: Double(7 * $0 % 20), y: Double(11 * $0 % 19)) }
        let prompts = Prompts(positives: Array(points[..<30]), negatives: Array(points[30...]))
        let names = Segmenter().stages(of: .rgb(.noise(20, 20, seed: 4)), prompts).map(\.name)
        #expect(names.count > 100 && names == names.sorted())
    }

    @Test("Pictures with boundaries between pixels are twice as large as the view, less one")
    func sizes() throws {
        let stages = Segmenter().stages(of: .rgb(image), click)
        let view = ViewGeometry(rect: PixelRect(width: 36, height: 28), side: 384)
        #expect(stages[0].image.width == view.width && stages[0].image.height == view.height)
        #expect(stages[6].image.width == 2 * view.width - 1 && stages[6].image.height == 2 * view.height - 1)
        #expect(stages.last?.image.width == 36 && stages.last?.image.height == 28)
    }

    @Test("The last picture shows the object as it is and the rest dimmed")
    func boundary() throws {
        let last = try #require(Segmenter().stages(of: .rgb(image), click).last).image
        func pixel(_ image: Image, _ x: Int, _ y: Int) -> [Int] {
            (0..<3).map { Int(image.pixels[3 * (y * image.width + x) + $0]) }
        }
        #expect(pixel(last, 19, 13) == pixel(image, 19, 13))
        #expect(pixel(last, 33, 25) == pixel(image, 33, 25).map { $0 * 2 / 5 })
    }

    @Test("A merge tree is drawn darkest where the object ends")
    func mergeTree() {
        let picture = ViewStages(image).pictures.first { $0.name == "merge-tree" }
        let pixels = picture?.image.pixels ?? []
        #expect(pixels.min().map { $0 < 20 } == true)
        #expect(pixels.max() == 255)
    }

    @Test("Looking changes nothing: the pictures are the same every time")
    func repeats() {
        let first = Segmenter().stages(of: .rgb(image), click)
        let second = Segmenter().stages(of: .rgb(image), click)
        #expect(first.map(\.image) == second.map(\.image))
    }

    @Test("Odd pictures and prompts have stages too")
    func odd() {
        let prompts = [
            Prompts(), Prompts(positives: [Point(x: 0, y: 0)], negatives: [Point(x: 9, y: 9)]),
            Prompts(boxes: [Box(Point(x: -3, y: -3), Point(x: 2, y: 2)), Box(Point(x: 0, y: 0), Point(x: 9, y: 1))]),
        ]
        for image in [Image.plain(1, 1), .plain(1, 30), .noise(12, 9, seed: 1)] {
            for prompts in prompts {
                #expect(Segmenter().stages(of: .rgb(image), prompts).last?.image.width == image.width)
            }
        }
    }
}
