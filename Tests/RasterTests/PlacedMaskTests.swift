// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@Suite("Placed masks")
struct PlacedMaskTests {
    private func mask(_ picture: String) -> Mask {
        let rows = picture.split(separator: "\n")
        return Mask(
            width: rows.first?.count ?? 0, height: rows.count, pixels: rows.joined().map { $0 == "1" ? 1 : 0 })
    }

    @Test("a mask of a frame is cut down to its object pixels")
    func cutDown() {
        let placed = PlacedMask(mask("00000\n00100\n01010\n00000"))
        #expect(placed.bounds == PixelRect(x: 1, y: 1, width: 3, height: 2))
        #expect(placed.mask == mask("010\n101"))
        #expect(placed.frameWidth == 5)
        #expect(placed.frameHeight == 4)
    }

    @Test("trimming keeps the place in the frame")
    func trimmed() {
        let loose = PlacedMask(
            frameWidth: 9, frameHeight: 7, bounds: PixelRect(x: 2, y: 3, width: 4, height: 3),
            mask: mask("0000\n0011\n0001"))
        let trimmed = loose.trimmed()
        #expect(trimmed.bounds == PixelRect(x: 4, y: 4, width: 2, height: 2))
        #expect(trimmed.mask == mask("11\n01"))
        #expect(trimmed.fullFrame() == loose.fullFrame())
        #expect(trimmed.trimmed() == trimmed)
    }

    @Test("a mask that is object up to its borders is trimmed already")
    func nothingToTrim() {
        let tight = PlacedMask(
            frameWidth: 4, frameHeight: 4, bounds: PixelRect(x: 1, y: 2, width: 2, height: 2), mask: mask("01\n10"))
        #expect(tight.trimmed() == tight)
    }

    @Test("bounds without an object pixel are trimmed to the empty mask")
    func trimmedToNothing() {
        let nothing = PlacedMask(
            frameWidth: 4, frameHeight: 4, bounds: PixelRect(x: 1, y: 2, width: 2, height: 1), mask: mask("00"))
        #expect(!nothing.isEmpty)
        #expect(nothing.trimmed() == .empty(frameWidth: 4, frameHeight: 4))
        #expect(nothing.trimmed().isEmpty)
        #expect(PlacedMask(mask("00\n00")).isEmpty)
    }

    @Test("pixels are asked for in coordinates of the frame, anywhere")
    func pixelsOfTheFrame() {
        let placed = PlacedMask(mask("000\n011\n000"))
        #expect(placed[1, 1] && placed[2, 1])
        #expect(!placed[0, 1] && !placed[1, 0] && !placed[1, 2])
        #expect(!placed[-5, 1] && !placed[3, 1] && !placed[1, .max])
    }

    @Test(
        "the mask of the full frame is the one it was made of",
        arguments: ["1", "0", "00\n00", "100\n000\n001", "0000\n0110\n0000", "1111\n1111"])
    func fullFrame(picture: String) {
        #expect(PlacedMask(mask(picture)).fullFrame() == mask(picture))
    }

    @Test("an empty frame has no pixels")
    func emptyFrame() {
        #expect(PlacedMask.empty(frameWidth: 0, frameHeight: 0).fullFrame() == Mask(width: 0, height: 0))
        #expect(PlacedMask.empty(frameWidth: 3, frameHeight: 2).fullFrame() == mask("000\n000"))
    }

    @Test(
        "a union has the pixels of both, wherever they lie",
        arguments: ["10000\n00000\n00000", "00000\n00110\n00100", "00000\n00000\n00000", "11111\n11111\n11111"])
    func union(picture: String) {
        let one = mask("00000\n01100\n00111")
        let other = mask(picture)
        let both = Mask(width: 5, height: 3, pixels: zip(one.pixels, other.pixels).map { $0 | $1 })
        #expect(PlacedMask(one).union(PlacedMask(other)) == PlacedMask(both))
        #expect(PlacedMask(other).union(PlacedMask(one)) == PlacedMask(both))
    }

    @Test("cropping leaves what is in both rectangles, wherever the other lies")
    func cropped() {
        let whole = PlacedMask(
            frameWidth: 7, frameHeight: 5, bounds: PixelRect(x: 1, y: 1, width: 4, height: 3),
            mask: mask("1011\n0111\n1101"))
        func cropped(_ x: Int, _ y: Int, _ width: Int, _ height: Int) -> PlacedMask {
            var cropped = whole
            cropped.crop(to: PixelRect(x: x, y: y, width: width, height: height))
            return cropped
        }
        #expect(cropped(2, 2, 2, 2).mask == mask("11\n10"))
        #expect(cropped(2, 2, 2, 2).bounds == PixelRect(x: 2, y: 2, width: 2, height: 2))
        #expect(cropped(-3, 2, 6, 90).mask == mask("01\n11"))
        #expect(cropped(-9, -9, 90, 90) == whole)
        #expect(cropped(5, 0, 2, 5) == .empty(frameWidth: 7, frameHeight: 5))
        #expect(cropped(2, 2, 0, 9).isEmpty)
    }

    @Test("filling sets pixels of the frame, and the bounds grow to hold them")
    func filled() {
        var placed = PlacedMask(mask("0000000\n0011000\n0011000\n0000000"))
        placed.fill(
            [PixelRect(x: 3, y: 0, width: 2, height: 2), PixelRect(x: -1, y: 3, width: 2, height: 9)], with: true)
        #expect(placed.fullFrame() == mask("0001100\n0011100\n0011000\n1000000"))
        #expect(placed.bounds == PixelRect(width: 5, height: 4))
        placed.fill([PixelRect(x: -5, y: 1, width: 8, height: 9)], with: false)
        #expect(placed.fullFrame() == mask("0001100\n0001100\n0001000\n0000000"))
        // There is nothing to set outside of the frame, nor anything to clear outside of the bounds.
        let before = placed
        placed.fill(
            [PixelRect(x: 7, y: 0, width: 3, height: 3), PixelRect(x: 2, y: 2, width: 0, height: 1)], with: true)
        placed.fill([PixelRect(x: 5, y: 0, width: 2, height: 4)], with: false)
        #expect(placed == before)
    }

    @Test("a mask of rows without pixels grows like an empty one")
    func filledFromRowsWithoutPixels() {
        var placed = PlacedMask(
            frameWidth: 3, frameHeight: 3, bounds: PixelRect(x: 3, y: 0, width: 0, height: 3),
            mask: Mask(width: 0, height: 3))
        #expect(placed.fullFrame() == Mask(width: 3, height: 3))
        placed.fill([PixelRect(x: 0, y: 2, width: 1, height: 1)], with: true)
        #expect(placed.fullFrame() == mask("000\n000\n100"))
    }

    @Test("filling an empty frame leaves the filled pixels alone")
    func filledFromNothing() {
        var placed = PlacedMask.empty(frameWidth: 4, frameHeight: 3)
        placed.fill([PixelRect(x: 1, y: 1, width: 1, height: 1)], with: false)
        #expect(placed.isEmpty)
        placed.fill([PixelRect(x: 2, y: 1, width: 9, height: 1)], with: true)
        #expect(placed == PlacedMask(mask("0000\n0011\n0000")))
    }
}
