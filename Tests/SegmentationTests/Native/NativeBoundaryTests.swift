// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct NativeBoundaryTests {
    private let centre = Point(x: 117.3, y: 98.9)

    @Test("A disc that was seen at a quarter of its size comes back at its own")
    func disc() throws {
        let truth = Mask.disc(240, 200, at: centre, radius: 70)
        let settled = try settled(.disc(240, 200, at: centre, radius: 70), from: truth)
        #expect(settled.overlap(truth) > 0.98)
    }

    @Test("So does a rectangle, with its corners")
    func rectangle() throws {
        let truth = Mask(width: 240, height: 200) { x, y in (41..<187).contains(x) && (38..<151).contains(y) }
        let image = Image(width: 240, height: 200) { x, y in truth[x, y] ? (200, 180, 60) : (90, 60, 120) }
        let settled = try settled(image, from: truth)
        #expect(settled.overlap(truth) > 0.96)
    }

    @Test("A mask that is off by half a pixel of its view is drawn to the edge of the picture")
    func shifted() throws {
        let truth = Mask.disc(240, 200, at: centre, radius: 70)
        let off = Mask.disc(240, 200, at: Point(x: centre.x + 2, y: centre.y - 1), radius: 70)
        let settled = try settled(.disc(240, 200, at: centre, radius: 70), from: off)
        #expect(settled.overlap(truth) > 0.97)
        #expect(settled.overlap(truth) > off.overlap(truth) + 0.01)
    }

    @Test("Where there is no edge the outline of the view's mask stays, smoothed")
    func flat() throws {
        let truth = Mask.disc(240, 200, at: centre, radius: 70)
        let settled = try settled(.plain(240, 200), from: truth)
        #expect(settled.overlap(truth) > 0.96)
    }

    @Test("A view at the picture's own resolution keeps its mask but for single pixels")
    func sameResolution() throws {
        let truth = Mask.disc(40, 40, at: Point(x: 20, y: 20), radius: 12)
        let solution = Solution(ViewGeometry(width: 40, height: 40), mask: truth.pixels, expectedOverlap: 1)
        let picture = StoredPicture(.rgb(.noise(40, 40, seed: 1)))
        let boundary = try #require(NativeBoundary(picture, solution, negatives: []))
        #expect(boundary.settle().fullFrame().overlap(truth) > 0.97)
    }

    @Test("An empty mask has no boundary")
    func empty() {
        let geometry = ViewGeometry(width: 10, height: 10)
        let solution = Solution(geometry, mask: [UInt8](repeating: 0, count: 100), expectedOverlap: 0)
        #expect(NativeBoundary(StoredPicture(.rgb(.plain(10, 10))), solution, negatives: []) == nil)
    }

    @Test("A zoomed view's mask is placed where the view lies in the frame")
    func placement() throws {
        let image = Image.disc(200, 160, at: Point(x: 150, y: 110), radius: 20)
        let rect = PixelRect(x: 100, y: 60, width: 100, height: 100)
        let geometry = ViewGeometry(rect: rect, side: 50)
        let mask = Mask.disc(50, 50, at: Point(x: 25, y: 25), radius: 10)
        let solution = Solution(geometry, mask: mask.pixels, expectedOverlap: 1)
        let settled = try #require(NativeBoundary(StoredPicture(.rgb(image)), solution, negatives: [])).settle()
        #expect(settled.frameWidth == 200 && settled.frameHeight == 160)
        #expect(settled.fullFrame().overlap(.disc(200, 160, at: Point(x: 150, y: 110), radius: 20)) > 0.97)
    }

    @Test("A large picture's boundary is settled in two steps, as well as in one", arguments: [0, 2.5])
    func large(shift: Double) throws {
        let centre = Point(x: 1171.3, y: 88.9)
        let image = Image.disc(2103, 180, at: centre, radius: 70)
        let truth = Mask.disc(2103, 180, at: centre, radius: 70)
        let geometry = ViewGeometry(rect: PixelRect(width: 2103, height: 180), side: 384)
        let mask = Mask.disc(
            geometry.width, geometry.height,
            at: Point(x: (centre.x + shift) * 384 / 2103, y: centre.y * 384 / 2103), radius: 70 * 384 / 2103)
        let solution = Solution(geometry, mask: mask.pixels, expectedOverlap: 1)
        let large = StoredPicture(.lumaChroma(LumaChromaImage(image)))
        #expect(large.half != nil)
        for picture in [large, StoredPicture(.rgb(image))] {
            let settled = try #require(NativeBoundary(picture, solution, negatives: [])).settle()
            #expect(settled.fullFrame().overlap(truth) > 0.985)
        }
    }

    @Test("Of a view at the edge of a large picture the last column and row are settled, too")
    func largeEdge() throws {
        let geometry = ViewGeometry(rect: PixelRect(x: 601, y: 17, width: 1500, height: 80), side: 320)
        let mask = Mask(width: geometry.width, height: geometry.height) { x, _ in x > 200 }
        let solution = Solution(geometry, mask: mask.pixels, expectedOverlap: 1)
        let settled = try #require(NativeBoundary(.scene(2101, 97), solution, negatives: [])).settle().fullFrame()
        // All but what is around column 601 + 201 * 1500 / 320, and the row that only half of a pixel is in sight of.
        #expect((18..<97).allSatisfy { y in (1560..<2101).allSatisfy { settled[$0, y] } })
        #expect((0..<97).allSatisfy { y in (0..<1520).allSatisfy { !settled[$0, y] } })
        #expect((0..<17).allSatisfy { y in (0..<2101).allSatisfy { !settled[$0, y] } })
    }

    /// The mask that comes of `mask` seen at a quarter of its resolution.
    private func settled(_ image: Image, from mask: Mask) throws -> Mask {
        let geometry = ViewGeometry(
            rect: PixelRect(width: mask.width, height: mask.height), side: mask.width / 4)
        var reduced = Mask(width: geometry.width, height: geometry.height)
        for y in 0..<reduced.height {
            for x in 0..<reduced.width {
                let covered = (0..<16).count { mask[4 * x + $0 % 4, 4 * y + $0 / 4] }
                reduced[x, y] = covered >= 8
            }
        }
        let solution = Solution(geometry, mask: reduced.pixels, expectedOverlap: 1)
        return try #require(NativeBoundary(StoredPicture(.rgb(image)), solution, negatives: [])).settle().fullFrame()
    }
}
