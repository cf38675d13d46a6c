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

    /// The mask that comes of `mask` seen at a quarter of its resolution.
    private func settled(_ image: Image, from mask: Mask) throws -> Mask {
        let geometry = ViewGeometry(
            rect: PixelRect(x: 0, y: 0, width: mask.width, height: mask.height), side: mask.width / 4)
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
