// SPDX-License-Identifier: Apache-2.0

import Raster

/// What one look at a view has shown: which of its pixels are the object.
struct Look: Sendable {
    let solution: Solution
    /// What was decided from, if somebody wants to know.
    let record: SolveRecord?
}

/// Whoever looks at the views of a picture, on any thread.
struct Looker: Sendable {
    let analysis: Analysis
    let helpers: Helpers
    /// Whether looks keep their records.
    let isObserved: Bool

    /// Decides which pixels of a view are the object, with what is known of the clicks.
    ///
    /// - Parameters:
    ///   - memory: What was found before; nil at a first look.
    ///   - spansBox: Whether the object is made to reach the sides of the box, if there is one.
    func look(
        at view: View, _ prompts: ViewPrompts, memory: Memory? = nil, spansBox: Bool = false
    ) -> Look {
        var labelling = RegionLabelling(
            view, prompts, memory, analysis.decisions, helpers: helpers, isObserved: isObserved)
        let record = labelling.record
        if spansBox, let box = prompts.box { labelling.growToSpan(box, view, prompts) }
        var mask = view.mask(of: labelling.isObject)
        divideContestedRegions(view, prompts, mask: &mask)
        if let memory {
            divideCorrectedRegion(view, prompts, memory, mask: &mask)
            keepBeyondReach(view, memory, labelling.probabilities, mask: &mask)
        }
        return Look(
            solution: Solution(view.geometry, mask: mask, expectedOverlap: labelling.expectedOverlap), record: record)
    }

    /// Looks at a part of the picture as if it were all of it.
    func lookNearby(in part: PixelRect, _ pixels: PixelPrompts) -> Look {
        let view = analysis.view(of: part, helpers: helpers)
        return look(at: view, ViewPrompts(pixels, in: view, standsForFrame: true))
    }
}
