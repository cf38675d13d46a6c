// SPDX-License-Identifier: Apache-2.0

/// Which of several candidates is the clicked object.
///
/// Probabilities of single regions can't say whether the bottle, its cap or the whole heap is meant; the candidates are
/// compared as wholes, by their outlines, colours and sizes.
struct CandidateChoice: Sendable {
    let candidates: [Candidate]
    /// A row of ``CandidateFeature/allCases`` a candidate.
    let features: FeatureTable
    private let viewArea: Float

    init(
        _ view: View, _ prompts: ViewPrompts, _ memory: Memory?, _ regionFeatures: RegionFeatures,
        _ main: RegionLabelling
    ) {
        viewArea = Float(view.geometry.pixelCount)
        candidates = Candidate.all(view, prompts, regionFeatures, main)
        features = candidateFeatures(candidates, view, prompts, memory, regionFeatures, main.probabilities)
    }

    /// The candidate with the best predicted overlap with the object; the first among equals.
    ///
    /// - Parameter typicalArea: area of a typical object in view pixels, if known: candidates of other sizes are less
    ///   likely, by as much as their scores may differ for other reasons.
    func best(_ decision: TreeEnsemble, typicalArea: Float?) -> (candidate: Candidate, score: Float) {
        var scores = decision.evaluate(features)
        if let typicalArea {
            for index in scores.indices {
                let share = features[index, CandidateFeature.logAreaShare.rawValue]
                let ratio = share + logarithm(viewArea / typicalArea)
                scores[index] -= 0.08 * min(4, abs(ratio))
            }
        }
        var best = 0
        for index in scores.indices where scores[index] > scores[best] { best = index }
        return (candidates[best], scores[best])
    }
}
