// SPDX-License-Identifier: Apache-2.0

import Raster

/// A frame, or a part of one, is so many times as long as the surroundings of a click in it.
private let surroundingParts = 3

extension FramePixel {
    /// A square around the pixel, moved into `part`, a part of the frame or all of it; nil if it would be shorter than
    /// `least`.
    func surroundings(in part: PixelRect, least: Int) -> PixelRect? {
        let side = part.longerSide / surroundingParts
        guard side >= least else { return nil }
        let (width, height) = (min(part.width, side), min(part.height, side))
        return PixelRect(
            x: (x - width / 2).clamped(to: part.x...(part.maxX - width)),
            y: (y - height / 2).clamped(to: part.y...(part.maxY - height)), width: width, height: height)
    }
}

extension Decisions {
    /// What may be looked at, too, at a first click: its surroundings in the frame, then those in the ones before.
    ///
    /// Surroundings shorter than half a closer look would have to be enlarged to show more than the frame does; after the
    /// first, others are worth a look only where they are as long as one.
    func surroundings(of prompts: PixelPrompts, in frame: PixelRect) -> [PixelRect] {
        guard candidate != nil, prompts.box == nil, let click = prompts.positives.first,
            let widest = click.surroundings(in: frame, least: Analysis.zoomSide / 2)
        else { return [] }
        return Array(sequence(first: widest) { click.surroundings(in: $0, least: Analysis.zoomSide) })
    }
}

/// When an answer that was found in the surroundings of a click is preferred to one that was found from afar.
struct NearbyPreference {
    /// Expected overlap of what was found from afar from which on nobody looks nearby.
    let sureOverlap: Float
    /// What covers a larger share of the surroundings is told apart better from further away.
    let largestShare: Float
    /// What covers a smaller one is small, and may be less sure by so much.
    let smallShare: Float
    let smallAllowance: Float
    /// What is so many times as long as the surroundings is more than they can show, and they have to be surer by so much.
    let reach: Float
    let demandBeyond: Float

    /// What is small even in surroundings that are seen at a reduced size is next to nothing from afar, so that little is
    /// known of it there.
    static let reduced = NearbyPreference(
        sureOverlap: 0.75, largestShare: 0.15, smallShare: 0.1, smallAllowance: 0.2, reach: 1.4, demandBeyond: 0.1)
    /// Of surroundings that are seen as they are, the frame shows nearly as much: the surer answer is preferred.
    static let whole = NearbyPreference(
        sureOverlap: 0.9, largestShare: 0.3, smallShare: 0, smallAllowance: 0, reach: 1, demandBeyond: .infinity)

    /// The preference that holds for `surroundings`.
    static func of(_ surroundings: PixelRect) -> NearbyPreference {
        surroundings.longerSide >= Analysis.zoomSide ? reduced : whole
    }

    /// Whether `near`, found in the surroundings, is rather meant than `far`.
    func isMet(by near: Solution, insteadOf far: Solution) -> Bool {
        let share = near.shareOfView
        guard share < largestShare else { return false }
        let lead = near.expectedOverlap - far.expectedOverlap
        if let bounds = far.bounds, bounds.longerSide > reach * Float(near.geometry.rect.longerSide) {
            return lead > demandBeyond
        }
        return lead > (share < smallShare ? -smallAllowance : 0)
    }
}
