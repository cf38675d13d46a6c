// SPDX-License-Identifier: Apache-2.0

import Raster

extension PlacedMask {
    /// The mask with the promises kept that hold for every input: the object stays inside `box`, each positive pixel
    /// is in the mask and each negative one is not.
    ///
    /// A click changes the 3 x 3 pixels around it if anything has to change, so that the mended place can be seen; where clicks are
    /// closer than that, the pixel of each has its own sign.
    func obeying(_ prompts: PixelPrompts) -> PlacedMask {
        var canvas = Canvas(self, reaching: prompts.positives, within: prompts.box)
        for pixel in prompts.negatives where self[pixel.x, pixel.y] { canvas.paint(around: pixel, 0) }
        for pixel in prompts.positives where !self[pixel.x, pixel.y] { canvas.paint(around: pixel, 1) }
        if let box = prompts.box { canvas.clear(outside: box) }
        for pixel in prompts.negatives { canvas.set(pixel, 0) }
        for pixel in prompts.positives { canvas.set(pixel, 1) }
        return canvas.placedMask.trimmed()
    }
}

/// A placed mask that can be painted on.
private struct Canvas {
    private let frameWidth: Int
    private let frameHeight: Int
    private let bounds: PixelRect
    private var mask: Mask

    /// A copy of `source` with room for the 3 x 3 pixels around each of `pixels`.
    init(_ source: PlacedMask, reaching pixels: [FramePixel], within box: PixelBox?) {
        frameWidth = source.frameWidth
        frameHeight = source.frameHeight
        var minX = source.isEmpty ? Int.max : source.bounds.x
        var minY = source.isEmpty ? Int.max : source.bounds.y
        var maxX = source.isEmpty ? 0 : source.bounds.maxX
        var maxY = source.isEmpty ? 0 : source.bounds.maxY
        for pixel in pixels {
            minX = min(minX, max(0, pixel.x - 1))
            minY = min(minY, max(0, pixel.y - 1))
            maxX = max(maxX, min(frameWidth, pixel.x + 2))
            maxY = max(maxY, min(frameHeight, pixel.y + 2))
        }
        guard maxX > minX, maxY > minY else {
            bounds = PixelRect(x: 0, y: 0, width: 0, height: 0)
            mask = Mask(width: 0, height: 0)
            return
        }
        bounds = PixelRect(x: minX, y: minY, width: maxX - minX, height: maxY - minY)
        guard bounds != source.bounds else {
            mask = source.mask
            return
        }
        var pixels = [UInt8](repeating: 0, count: bounds.width * bounds.height)
        for y in 0..<source.bounds.height {
            let start = (source.bounds.y + y - minY) * bounds.width + source.bounds.x - minX
            let row = y * source.bounds.width
            pixels.replaceSubrange(
                start..<(start + source.bounds.width), with: source.mask.pixels[row..<(row + source.bounds.width)])
        }
        mask = Mask(width: bounds.width, height: bounds.height, pixels: pixels)
    }

    mutating func set(_ pixel: FramePixel, _ value: UInt8) {
        guard bounds.contains(x: pixel.x, y: pixel.y) else { return }
        let index = (pixel.y - bounds.y) * bounds.width + pixel.x - bounds.x
        // The first write copies the mask.
        if mask.pixels[index] != value { mask.pixels[index] = value }
    }

    mutating func paint(around pixel: FramePixel, _ value: UInt8) {
        for y in (pixel.y - 1)...(pixel.y + 1) {
            for x in (pixel.x - 1)...(pixel.x + 1) { set(FramePixel(x: x, y: y), value) }
        }
    }

    mutating func clear(outside box: PixelBox) {
        for y in 0..<bounds.height {
            for x in 0..<bounds.width {
                let column = x + bounds.x
                let row = y + bounds.y
                if column < box.minX || column >= box.maxX || row < box.minY || row >= box.maxY {
                    mask.pixels[y * bounds.width + x] = 0
                }
            }
        }
    }

    var placedMask: PlacedMask {
        PlacedMask(frameWidth: frameWidth, frameHeight: frameHeight, bounds: bounds, mask: mask)
    }
}
