// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct ContestedRegionsTests {
    @Test("A plain region with a click of each sign is divided in the middle between them")
    func middle() {
        let view = View(.plain(12, 3))
        let mask = divided(view, positives: [FramePixel(x: 1, y: 1)], negatives: [FramePixel(x: 10, y: 1)])
        #expect(
            mask
                == Grid(
                    """
                    111111000000
                    111111000000
                    111111000000
                    """))
    }

    @Test("The way through a calm part of a region is shorter than through a steep one")
    func slopes() throws {
        // Ever steeper to the right, without a ridge between the clicks: one region.
        let view = View(
            Image(width: 21, height: 5) { x, _ in
                let gray = UInt8(40 + x * x / 2)
                return (gray, gray, gray)
            })
        try #require(view.region(at: ViewPoint(x: 1, y: 2)) == view.region(at: ViewPoint(x: 16, y: 2)))
        let mask = divided(view, positives: [FramePixel(x: 1, y: 2)], negatives: [FramePixel(x: 16, y: 2)])
        #expect(mask[10, 2] == 1 && mask[14, 2] == 0)
    }

    @Test("Every click has its sign, and regions without contest stay as they are", arguments: 0..<20)
    func laws(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let view = View(.scene(20, 15, seed: UInt64(seed)))
        var places: Set<FramePixel> = []
        while places.count < 6 {
            places.insert(
                FramePixel(x: Int.random(in: 0..<20, using: &generator), y: Int.random(in: 0..<15, using: &generator)))
        }
        let clicks = places.sorted { ($0.y, $0.x) < ($1.y, $1.x) }
        let positives = Array(clicks[0..<3])
        let negatives = Array(clicks[3...])
        let mask = divided(view, positives: positives, negatives: negatives, start: 7)
        func region(_ pixel: FramePixel) -> Int32 { view.regionOfPixel[pixel.y * 20 + pixel.x] }
        let contested = Set(positives.map(region)).intersection(negatives.map(region))
        for pixel in positives where contested.contains(region(pixel)) { #expect(mask[pixel.x, pixel.y] == 1) }
        for pixel in negatives where contested.contains(region(pixel)) { #expect(mask[pixel.x, pixel.y] == 0) }
        for (pixel, value) in mask.values.enumerated() {
            #expect(contested.contains(view.regionOfPixel[pixel]) ? value < 2 : value == 7)
        }
    }

    private func divided(
        _ view: View, positives: [FramePixel], negatives: [FramePixel], start: UInt8 = 0
    ) -> Grid {
        let prompts = ViewPrompts(PixelPrompts(positives: positives, negatives: negatives), in: view)
        var mask = [UInt8](repeating: start, count: view.geometry.pixelCount)
        divideContestedRegions(view, prompts, mask: &mask)
        return Grid(width: view.geometry.width, height: view.geometry.height, values: mask.map { Int($0) })
    }
}
