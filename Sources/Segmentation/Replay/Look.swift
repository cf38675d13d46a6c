// SPDX-License-Identifier: Apache-2.0

import Raster

/// One look at a view with what is known of the clicks: which of its pixels are the object.
struct Look: Sendable {
    let solution: Solution
    /// What was decided from, if somebody wants to know.
    let record: SolveRecord?

    /// - Parameters:
    ///   - memory: What was found before; nil at a first look.
    ///   - spansBox: Whether the object is made to reach the sides of the box, if there is one.
    init(
        _ view: View, _ prompts: ViewPrompts, _ memory: Memory?, _ decisions: Decisions, spansBox: Bool = false,
        helpers: Helpers, isObserved: Bool
    ) {
        var labelling = RegionLabelling(
            view, prompts, memory, decisions, helpers: helpers, isObserved: isObserved)
        record = labelling.record
        if spansBox, let box = prompts.box { labelling.growToSpan(box, view, prompts) }
        var mask = view.mask(of: labelling.isObject)
        divideContestedRegions(view, prompts, mask: &mask)
        if let memory {
            divideCorrectedRegion(view, prompts, memory, mask: &mask)
            keepBeyondReach(view, memory, labelling.probabilities, mask: &mask)
        }
        solution = Solution(view.geometry, mask: mask, expectedOverlap: labelling.expectedOverlap)
    }
}

/// Whoever looks at the views of a picture, on any thread.
struct Looker: Sendable {
    let analysis: Analysis
    let helpers: Helpers
    /// Whether looks keep their records.
    let isObserved: Bool

    func look(
        at view: View, _ prompts: ViewPrompts, memory: Memory? = nil, spansBox: Bool = false
    ) -> Look {
        Look(
            view, prompts, memory, analysis.decisions, spansBox: spansBox, helpers: helpers, isObserved: isObserved)
    }

    /// Looks at a part of the picture as if it were all of it.
    func lookNearby(in part: PixelRect, _ pixels: PixelPrompts) -> Look {
        let view = analysis.view(of: part, helpers: helpers)
        return look(at: view, ViewPrompts(pixels, in: view, standsForFrame: true))
    }
}
