// SPDX-License-Identifier: Apache-2.0

import Raster

/// The prompts for one object in whole pixels of the frame: what the engine works with.
///
/// Clicks are moved into the frame, each pixel once; a pixel that was clicked with both signs is positive.
struct PixelPrompts: Hashable, Sendable {
    var positives: [FramePixel]
    var negatives: [FramePixel]
    var box: PixelBox?
    /// Side in pixels of a typical object, if known.
    var typicalObjectSize: Float?
}

extension PixelPrompts {
    /// The points of `prompts` moved to pixels of `frame`; no box. Points that are not finite are left out.
    init(_ prompts: Prompts, in frame: PixelRect) {
        func pixels(_ points: [Point]) -> [FramePixel] {
            var seen: Set<FramePixel> = []
            return points.compactMap { frame.pixel(at: $0) }.map { FramePixel(x: $0.x, y: $0.y) }
                .filter { seen.insert($0).inserted }
        }
        positives = pixels(prompts.positives)
        let positive = Set(positives)
        negatives = pixels(prompts.negatives).filter { !positive.contains($0) }
        box = nil
        typicalObjectSize = prompts.typicalObjectSize.flatMap { $0.isFinite && $0 > 0 ? Float($0) : nil }
    }

    /// The prompts for each object whose union is wanted: one for each of `boxes`, with the positive pixels inside it (in
    /// the first box that holds them); all of them without a box.
    ///
    /// A positive pixel outside all boxes is on none of these objects.
    func parts(_ boxes: [PixelBox]) -> [PixelPrompts] {
        guard !boxes.isEmpty else { return [self] }
        var seen: Set<PixelBox> = []
        var parts = boxes.filter { seen.insert($0).inserted }.map { box in
            PixelPrompts(positives: [], negatives: negatives, box: box, typicalObjectSize: typicalObjectSize)
        }
        for pixel in positives {
            guard let owner = parts.firstIndex(where: { $0.box?.contains(pixel) == true }) else { continue }
            parts[owner].positives.append(pixel)
        }
        return parts
    }
}

extension Prompts {
    /// The boxes in pixels of `frame`; those without area in it are left out.
    func pixelBoxes(in frame: PixelRect) -> [PixelBox] {
        boxes.compactMap { PixelBox($0, in: frame) }
    }
}

/// A box of whole pixels inside the frame, never empty.
struct PixelBox: Hashable, Sendable {
    let rect: PixelRect

    /// The pixels that `box` touches; nil if it has no area inside the frame.
    init?(_ box: Box, in frame: PixelRect) {
        let left = box.minX.clamped(to: 0...Double(frame.width)).rounded(.down)
        let top = box.minY.clamped(to: 0...Double(frame.height)).rounded(.down)
        let right = box.maxX.clamped(to: 0...Double(frame.width)).rounded(.up)
        let bottom = box.maxY.clamped(to: 0...Double(frame.height)).rounded(.up)
        guard right > left, bottom > top else { return nil }
        rect = PixelRect(x: Int(left), y: Int(top), width: Int(right - left), height: Int(bottom - top))
    }

    var middle: FramePixel { FramePixel(x: (rect.x + rect.maxX) / 2, y: (rect.y + rect.maxY) / 2) }

    func contains(_ pixel: FramePixel) -> Bool { rect.contains(x: pixel.x, y: pixel.y) }
}
