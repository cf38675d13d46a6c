// SPDX-License-Identifier: Apache-2.0

import Raster

/// A frame, or a part of one, is so many times as long as the surroundings of a click in it.
private let surroundingParts = 3
/// What covers a larger share of the surroundings is told apart better from further away.
private let largestShare: Float = 0.15
/// What covers a smaller one is small, and may be less sure by so much.
private let smallShare: Float = 0.1
private let smallAllowance: Float = 0.2
/// What is so many times as long as the surroundings is more than they can show, and they have to be surer by so much.
private let reachBeyond: Float = 1.4
private let beyondDemand: Float = 0.1

extension FramePixel {
    /// A square around the pixel, moved into `part`, a large part of the frame or all of it; nil if it would have fewer
    /// pixels than a closer look.
    func surroundings(in part: PixelRect) -> PixelRect? {
        let side = part.longerSide / surroundingParts
        guard side >= Analysis.zoomSide else { return nil }
        let (width, height) = (min(part.width, side), min(part.height, side))
        return PixelRect(
            x: (x - width / 2).clamped(to: part.x...(part.maxX - width)),
            y: (y - height / 2).clamped(to: part.y...(part.maxY - height)), width: width, height: height)
    }
}

extension Decisions {
    /// What is looked at, too, at a first click, if it is unsure what `part` of the frame shows; nil if nothing is.
    func surroundings(of prompts: PixelPrompts, in part: PixelRect) -> PixelRect? {
        guard candidate != nil, prompts.box == nil else { return nil }
        return prompts.positives.first?.surroundings(in: part)
    }
}

extension Solution {
    /// Whether this, found in the surroundings of a click, is rather meant than `far`, found in three times as much.
    ///
    /// The surer of the two is, unless they are about things of very different sizes. What is small even in the
    /// surroundings is next to nothing from afar, so that little is known of it there; what is larger than they are they
    /// can't show.
    func isPreferable(to far: Solution) -> Bool {
        let share = shareOfView
        guard share < largestShare else { return false }
        let lead = expectedOverlap - far.expectedOverlap
        if let bounds = far.bounds, bounds.longerSide > reachBeyond * Float(geometry.rect.longerSide) {
            return lead > beyondDemand
        }
        return lead > (share < smallShare ? -smallAllowance : 0)
    }
}
