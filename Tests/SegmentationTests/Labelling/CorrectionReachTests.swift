// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct CorrectionReachTests {
    @Test("Only an error that is thin against the object has a reach, of six times its depth")
    func reach() {
        func correction(depth: Float) -> Memory.Correction {
            Memory.Correction(isPositive: true, point: ViewPoint(x: 5, y: 5), region: 0, depth: depth)
        }
        #expect(correction(depth: 3).reach(objectArea: 10_000) == 18)
        #expect(correction(depth: 4).reach(objectArea: 10_000) == nil)
        #expect(correction(depth: 1).reach(objectArea: 0) == nil)
    }

    @Test("Beyond the reach only what is certain changes")
    func keeping() {
        // Two regions side by side, of which the left one is object but for its first columns, where the click is.
        let view = View(Image(width: 60, height: 40) { x, _ in x < 30 ? (200, 40, 40) : (40, 200, 40) })
        let before = (0..<2400).map { (3..<30).contains($0 % 60) ? UInt8(1) : 0 }
        let memory = Memory(
            Solution(view.geometry, mask: before, expectedOverlap: 1), in: view,
            correcting: Click(pixel: FramePixel(x: 2, y: 20), isPositive: true))
        let right = view.region(at: ViewPoint(x: 45, y: 20))
        func after(right probability: Float) -> Grid {
            var mask = [UInt8](repeating: 1, count: 2400)
            keepBeyondReach(
                view, memory, (0..<view.regionCount).map { $0 == right ? probability : 0.8 }, mask: &mask)
            return Grid(width: 60, height: 40, values: mask.map { Int($0) })
        }
        let uncertain = after(right: 0.8)
        #expect(uncertain[1, 20] == 1 && uncertain[1, 24] == 1, "near the click")
        #expect(uncertain[1, 5] == 0 && uncertain[45, 20] == 0, "far from it")
        #expect(uncertain[10, 5] == 1, "as before")
        let certain = after(right: 0.95)
        #expect(certain[45, 20] == 1 && certain[1, 5] == 0)
    }

    @Test("Of a large plain region only what is nearer to the click than to the rest changes")
    func plainRegion() {
        let view = View(.plain(40, 20))
        let mask = dividedMask(view, before: { x, _ in x < 10 }, positives: [FramePixel(x: 11, y: 10)])
        for (pixel, value) in mask.enumerated() {
            let (x, y) = (pixel % 40, pixel / 40)
            let distance = ViewPoint(x: Float(x) + 0.5, y: Float(y) + 0.5).distance(to: ViewPoint(x: 11.5, y: 10.5))
            if distance > 6 && x >= 10 { #expect(value == 0) }
            if distance < 2 { #expect(value == 1) }
        }
    }

    @Test("A region that is small against the error changes as a whole")
    func smallRegion() {
        let view = View(.plain(9, 9))
        let mask = dividedMask(view, before: { _, _ in false }, positives: [FramePixel(x: 4, y: 4)])
        #expect(mask == [UInt8](repeating: 1, count: 81))
    }

    @Test("A positive click beside a mask adds nothing beyond its reach", arguments: [0, 1, 3, 4, 7] as [UInt64])
    func added(seed: UInt64) throws {
        let analysis = Segmenter(.handTuned).analyse(.scene(90, 70, seed: seed))
        var prompts = PixelPrompts(positives: [FramePixel(x: 45, y: 35)], negatives: [])
        func solution() throws -> Solution {
            try #require(try Replay(analysis: analysis, prompts: prompts).run())
        }
        let before = try solution()
        let right = try #require((45..<90).first { !before.covers(FramePixel(x: $0, y: 35)) })
        let click = FramePixel(x: right, y: 35)
        prompts.positives.append(click)
        let after = try solution()
        let geometry = after.geometry
        let memory = Memory(
            before, in: analysis.view(of: geometry.rect), correcting: Click(pixel: click, isPositive: true))
        let correction = try #require(memory.correction)
        let reach = try #require(correction.reach(objectArea: memory.area))
        #expect(after.covers(click))
        for pixel in after.mask.indices where after.mask[pixel] > memory.mask[pixel] {
            let middle = ViewPoint(
                x: Float(pixel % geometry.width) + 0.5, y: Float(pixel / geometry.width) + 0.5)
            #expect(middle.distance(to: correction.point) <= reach)
        }
    }

    /// The mask of a view that became object as a whole, after its clicked region was divided.
    private func dividedMask(
        _ view: View, before: (_ x: Int, _ y: Int) -> Bool, positives: [FramePixel]
    ) -> [UInt8] {
        let geometry = view.geometry
        let mask = (0..<geometry.pixelCount).map { pixel -> UInt8 in
            before(pixel % geometry.width, pixel / geometry.width) ? 1 : 0
        }
        let memory = Memory(
            Solution(geometry, mask: mask, expectedOverlap: 1), in: view,
            correcting: Click(pixel: positives[0], isPositive: true))
        var after = [UInt8](repeating: 1, count: geometry.pixelCount)
        divideCorrectedRegion(
            view, ViewPrompts(PixelPrompts(positives: positives, negatives: []), in: view), memory, mask: &after)
        return after
    }
}
