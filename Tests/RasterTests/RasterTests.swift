// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@Suite("Rectangles, masks and pictures")
struct RasterTests {
    @Test("a box takes its corners in any order")
    func boxCorners() {
        let corners = [
            (Point(x: 1, y: 2), Point(x: 5, y: 9)), (Point(x: 5, y: 2), Point(x: 1, y: 9)),
            (Point(x: 1, y: 9), Point(x: 5, y: 2)), (Point(x: 5, y: 9), Point(x: 1, y: 2)),
        ]
        for (a, b) in corners {
            let box = Box(a, b)
            #expect((box.minX, box.minY) == (1, 2))
            #expect((box.maxX, box.maxY) == (5, 9))
            #expect((box.width, box.height) == (4, 7))
            #expect(box.center == Point(x: 3, y: 5.5))
        }
    }

    @Test("a rectangle of pixels ends before its far sides")
    func pixelRect() {
        let rect = PixelRect(x: 2, y: 3, width: 4, height: 1)
        #expect((rect.maxX, rect.maxY) == (6, 4))
        #expect(rect.longerSide == 4)
        #expect(rect.contains(x: 2, y: 3) && rect.contains(x: 5, y: 3))
        #expect(!rect.contains(x: 6, y: 3) && !rect.contains(x: 2, y: 4) && !rect.contains(x: 1, y: 3))
        #expect(!rect.isEmpty)
        #expect(PixelRect(x: 2, y: 3, width: 0, height: 5).isEmpty)
    }

    @Test("the bounds of a mask are those of its object pixels", arguments: [1, 7, 8, 9, 40])
    func bounds(width: Int) {
        for (left, right) in [(0, width - 1), (width / 2, width / 2), (0, 0), (width - 1, width - 1)] {
            for (top, bottom) in [(0, 4), (2, 2), (4, 4)] {
                var mask = Mask(width: width, height: 5)
                mask[left, bottom] = true
                mask[right, top] = true
                let expected = PixelRect(x: left, y: top, width: right - left + 1, height: bottom - top + 1)
                #expect(mask.bounds == expected)
            }
        }
        #expect(Mask(width: width, height: 5).bounds.isEmpty)
    }

    @Test("a cropped mask keeps the rows and columns of the rectangle")
    func croppedMask() {
        let whole = Mask(width: 4, height: 3, pixels: [1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1])
        func cropped(_ x: Int, _ y: Int, _ width: Int, _ height: Int) -> Mask {
            let rect = PixelRect(x: x, y: y, width: width, height: height)
            var mask = whole
            mask.crop(to: rect)
            #expect(whole.cropped(to: rect) == mask)
            return mask
        }
        #expect(cropped(1, 0, 2, 3) == Mask(width: 2, height: 3, pixels: [0, 1, 1, 1, 1, 0]))
        #expect(cropped(0, 1, 4, 2) == Mask(width: 4, height: 2, pixels: [0, 1, 1, 0, 1, 1, 0, 1]))
        #expect(cropped(3, 2, 1, 1) == Mask(width: 1, height: 1, pixels: [1]))
        #expect(cropped(1, 1, 0, 2) == Mask(width: 0, height: 2))
        #expect(cropped(0, 0, 4, 3) == whole)
    }

    @Test("a mask is written and read by column and row")
    func mask() {
        var mask = Mask(width: 3, height: 2)
        #expect(mask.area == 0)
        mask[2, 0] = true
        mask[0, 1] = true
        #expect(mask.pixels == [0, 0, 1, 1, 0, 0])
        #expect(mask[2, 0] && !mask[1, 1])
        mask[2, 0] = false
        #expect(mask.area == 1)
    }

    private struct Unreadable: Error {}

    @Test("a picture can be written in place, and an error on the way comes through")
    func image() throws {
        let image = Image(width: 2, height: 1) { bytes in
            for index in bytes.indices { bytes[index] = UInt8(index) }
        }
        #expect(image.pixels == [0, 1, 2, 3, 4, 5])
        #expect(throws: Unreadable.self) {
            try Image(width: 2, height: 1) { _ throws(Unreadable) in throw Unreadable() }
        }
    }
}
