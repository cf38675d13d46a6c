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
}
