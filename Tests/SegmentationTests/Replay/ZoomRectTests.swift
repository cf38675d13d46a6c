// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct ZoomRectTests {
    @Test("The rectangle holds the object with room around it, and stays in the frame", arguments: 0..<200)
    func laws(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let width = Int.random(in: 1...3000, using: &generator)
        let height = Int.random(in: 1...3000, using: &generator)
        let bounds = randomBounds(width, height, &generator)
        let rect = bounds.zoomRect(in: PixelRect(width: width, height: height))
        #expect(rect.x >= 0 && rect.y >= 0 && rect.maxX <= width && rect.maxY <= height)
        #expect(!rect.isEmpty)
        #expect(Float(rect.x) <= bounds.minX && Float(rect.y) <= bounds.minY)
        #expect(Float(rect.maxX) >= bounds.maxX && Float(rect.maxY) >= bounds.maxY)
        // Three tenths of the object's size on every side, unless the frame ends before.
        let roomX = 0.29 * (bounds.maxX - bounds.minX)
        let roomY = 0.29 * (bounds.maxY - bounds.minY)
        #expect(rect.x == 0 || bounds.minX - Float(rect.x) >= roomX)
        #expect(rect.y == 0 || bounds.minY - Float(rect.y) >= roomY)
        #expect(rect.maxX == width || Float(rect.maxX) - bounds.maxX >= roomX)
        #expect(rect.maxY == height || Float(rect.maxY) - bounds.maxY >= roomY)
        let longer = max(bounds.maxX - bounds.minX, bounds.maxY - bounds.minY)
        #expect(Float(rect.longerSide) <= max(1.6 * longer, 40) * 1.4 + 8)
    }

    @Test("Its sides lie on a coarse grid or on the frame, so that a small change is seen through the same view")
    func snapping() {
        let rect = bounds(501, 402, 599, 497).zoomRect(in: PixelRect(width: 2000, height: 2000))
        // Bounds of 98 x 95 pixels: sides of 157 on a grid of 16.
        for side in [rect.x, rect.y, rect.maxX, rect.maxY] { #expect(side.isMultiple(of: 16)) }
        let changed = bounds(502, 402, 600, 496).zoomRect(
            in: PixelRect(width: 2000, height: 2000))
        #expect(changed == rect)
    }

    @Test("An object that is moved along the grid moves its rectangle")
    func translation() {
        let rect = bounds(500, 400, 560, 450).zoomRect(in: PixelRect(width: 4000, height: 4000))
        let moved = bounds(500 + 64, 400 + 128, 560 + 64, 450 + 128)
            .zoomRect(in: PixelRect(width: 4000, height: 4000))
        #expect(moved == PixelRect(x: rect.x + 64, y: rect.y + 128, width: rect.width, height: rect.height))
    }

    @Test("A long thin object gets a rectangle that is not thinner than six tenths of its length")
    func thin() {
        let rect = bounds(100, 300, 400, 304).zoomRect(in: PixelRect(width: 900, height: 900))
        #expect(rect.height >= 280 && rect.width >= 480)
    }

    @Test("Only a view that shows clearly more is worth making")
    func worth() {
        let rect = PixelRect(width: 71, height: 20)
        #expect(rect.isWorthZooming(from: 100))
        #expect(!rect.isWorthZooming(from: 71))
        #expect(!rect.isWorthZooming(from: 98))
    }

    @Test("The bounds of a mask are those of its pixels, in the frame")
    func maskBounds() throws {
        let mask = Grid("0000\n0110\n0010").mask
        let geometry = ViewGeometry(rect: PixelRect(x: 10, y: 20, width: 8, height: 6), side: 4)
        let bounds = try #require(FrameBounds(mask.pixels, geometry))
        #expect([bounds.minX, bounds.minY, bounds.maxX, bounds.maxY] == [12, 22, 16, 26])
        #expect(FrameBounds([UInt8](repeating: 0, count: 12), geometry) == nil)
    }

    private func bounds(_ minX: Int, _ minY: Int, _ maxX: Int, _ maxY: Int) -> FrameBounds {
        var bounds = FrameBounds(FramePixel(x: minX, y: minY))
        bounds.include(FramePixel(x: maxX - 1, y: maxY - 1))
        return bounds
    }

    private func randomBounds(_ width: Int, _ height: Int, _ generator: inout SeededGenerator) -> FrameBounds {
        let left = Int.random(in: 0..<width, using: &generator)
        let top = Int.random(in: 0..<height, using: &generator)
        var bounds = FrameBounds(FramePixel(x: left, y: top))
        bounds.include(
            FramePixel(
                x: min(width - 1, left + Int.random(in: 0...400, using: &generator)),
                y: min(height - 1, top + Int.random(in: 0...400, using: &generator))))
        return bounds
    }
}
