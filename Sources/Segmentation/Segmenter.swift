// SPDX-License-Identifier: Apache-2.0

public import Raster

/// Turns clicks into the mask of one object: ``analyse(_:)`` once a picture, ``segment(_:_:)`` for every click.
///
/// A hierarchical watershed: the picture is divided into basins, the basins merge into a tree of regions, and clicks
/// decide which regions are the object. What a click means depends on the mask before it, so the clicks of a request
/// are replayed one by one. The same prompts on the same picture give the same mask, to the pixel, whatever was asked
/// before.
public struct Segmenter: Sendable {
    /// Samples of luma above which more of them add nothing to what is kept of a picture: it may be decoded reduced.
    public static var sufficientSamples: Int { StoredPicture.sufficientSamples }

    let decisions: Decisions

    /// A segmenter that decides with `decisions`.
    public init(_ decisions: Decisions = .handTuned) {
        self.decisions = decisions
    }

    /// Prepares a picture for clicks; `helpers` may take part. Cost: a pass over the picture, then work on at most
    /// 384 x 384 pixels.
    ///
    /// - Parameter prompts: What will be asked first. What the answer is likely to need besides is worked out as well: at
    ///   most 320 x 320 pixels more, with helpers at the same time.
    public func analyse(_ picture: Picture, expecting prompts: Prompts? = nil, helpers: Helpers = .none) -> Analysis {
        Analysis(
            picture, decisions, expecting: prompts.flatMap { surroundings(of: $0, in: picture) }, helpers: helpers)
    }

    /// What the answer to `prompts` is likely to need besides the whole picture.
    func surroundings(of prompts: Prompts, in picture: Picture) -> PixelRect? {
        guard prompts.boxes.isEmpty else { return nil }
        let pixels = PixelPrompts(prompts, in: picture.frame)
        return decisions.surroundings(of: pixels, in: picture.frame).first
    }

    /// Prepares an RGB picture for clicks.
    public func analyse(_ image: Image) -> Analysis { analyse(.rgb(image)) }

    /// The object that `prompts` point at in the picture of `analysis`, by the decisions with which that was made.
    ///
    /// Each positive point, moved into the picture, is in the mask and each negative one is not (positive wins where
    /// both fall on one pixel); a box confines the mask but for the pixels of positive points outside it. Without a
    /// positive point and a box the mask is empty.
    public func segment(_ analysis: Analysis, _ prompts: Prompts) -> Segment {
        // Somebody who always waits for the answer gets one.
        segment(analysis, prompts, while: { true })
            ?? Segment(mask: .empty(frameWidth: analysis.width, frameHeight: analysis.height), confidence: 0)
    }

    /// The same, for as long as `isWanted` says so: it is asked before every click and every box is looked at.
    ///
    /// - Parameters:
    ///   - helpers: May take part in looking at parts of the picture, in deciding and in settling a boundary.
    ///   - boundaryHelpers: May take part in settling a long boundary, in place of `helpers`.
    /// - Returns: nil if the answer was no longer wanted.
    public func segment(
        _ analysis: Analysis, _ prompts: Prompts, helpers: Helpers = .none, boundaryHelpers: Helpers = .none,
        while isWanted: () -> Bool
    ) -> Segment? {
        withoutActuallyEscaping(isWanted) { isWanted in
            try? segment(
                analysis, prompts, helpers: helpers, boundaryHelpers: boundaryHelpers, observer: nil,
                isWanted: isWanted)
        }
    }

    func segment(
        _ analysis: Analysis, _ prompts: Prompts, helpers: Helpers = .none, boundaryHelpers: Helpers = .none,
        clock: StageClock = .none,
        observer: ((SolveRecord) -> Void)?,
        isWanted: @escaping () -> Bool = { true }
    ) throws(Replay.Abandoned) -> Segment {
        let all = PixelPrompts(prompts, in: analysis.frame)
        let boxes = prompts.pixelBoxes(in: analysis.frame)
        var mask = PlacedMask.empty(frameWidth: analysis.width, frameHeight: analysis.height)
        var confidence: Double?
        for part in all.parts(boxes) {
            let segment = try segment(analysis, part, helpers, boundaryHelpers, clock, observer, isWanted)
            guard !segment.mask.isEmpty else { continue }
            mask = mask.union(segment.mask)
            confidence = min(confidence ?? 1, segment.confidence)
        }
        if !boxes.isEmpty { mask.obey(all, in: boxes) }
        return Segment(mask: mask, confidence: mask.isEmpty ? 0 : confidence ?? 0)
    }

    private func segment(
        _ analysis: Analysis, _ prompts: PixelPrompts, _ helpers: Helpers, _ boundaryHelpers: Helpers,
        _ clock: StageClock,
        _ observer: ((SolveRecord) -> Void)?,
        _ isWanted: @escaping () -> Bool
    ) throws(Replay.Abandoned) -> Segment {
        let empty = PlacedMask.empty(frameWidth: analysis.width, frameHeight: analysis.height)
        let replay = Replay(
            analysis: analysis, prompts: prompts, observer: observer, isWanted: isWanted, helpers: helpers)
        guard let solution = try clock("solve", { Result { () throws(Replay.Abandoned) in try replay.run() } }).get()
        else { return Segment(mask: empty, confidence: 0) }
        let mask = clock("refine") {
            let boundary = NativeBoundary(analysis.picture, solution, negatives: prompts.negatives)
            let helpers = boundary?.isLong == true ? boundaryHelpers : helpers
            var mask = boundary?.settle(helpers: helpers) ?? empty
            mask.obey(prompts)
            return mask
        }
        return Segment(
            mask: mask,
            confidence: mask.isEmpty ? 0 : analysis.decisions.confidence(expectedOverlap: solution.expectedOverlap))
    }
}
