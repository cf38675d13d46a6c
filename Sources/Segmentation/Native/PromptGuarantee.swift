// SPDX-License-Identifier: Apache-2.0

import Raster

extension PlacedMask {
    /// Keeps the promises that hold for every input: each positive pixel is in the mask and each negative one is not, and
    /// but for positive pixels the object stays inside the box.
    ///
    /// A click changes the 3 x 3 pixels around it if anything has to change, so that the mended place can be seen; where clicks are
    /// closer than that, the pixel of each has its own sign.
    mutating func obey(_ prompts: PixelPrompts) {
        let covered = prompts.negatives.filter { self[$0.x, $0.y] }
        let missed = prompts.positives.filter { !self[$0.x, $0.y] }
        fill(covered.map { $0.surroundings(1) }, with: false)
        fill(missed.map { $0.surroundings(1) }, with: true)
        if let box = prompts.box { crop(to: box.rect) }
        fill(prompts.negatives.map { $0.surroundings(0) }, with: false)
        fill(prompts.positives.map { $0.surroundings(0) }, with: true)
        trim()
    }

    /// Keeps them for the union of the objects in several boxes: a click that one of these leaves out may be in another,
    /// and a positive one beside all boxes is its own pixel.
    mutating func obey(_ prompts: PixelPrompts, in boxes: [PixelBox]) {
        let beside = prompts.positives.filter { pixel in !boxes.contains { $0.contains(pixel) } }
        fill(beside.map { $0.surroundings(0) }, with: true)
        obey(prompts)
    }
}

extension FramePixel {
    /// The pixel and those up to `reach` columns and rows away.
    fileprivate func surroundings(_ reach: Int) -> PixelRect {
        PixelRect(x: x - reach, y: y - reach, width: 2 * reach + 1, height: 2 * reach + 1)
    }
}
