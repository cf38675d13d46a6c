// SPDX-License-Identifier: Apache-2.0

/// Which set of regions is the object at a first click: each is predicted how far it overlaps the object, the best is taken.
struct CandidateChoice: Sendable {
    /// Each contains the one before it.
    let candidates: [Candidate]
    /// A row of ``CandidateFeature`` a candidate.
    let features: FeatureTable
    /// Predicted overlap (intersection over union) of each candidate with the object.
    let scores: [Float]
    private let bestIndex: Int

    var best: Candidate { candidates[bestIndex] }
    var bestScore: Float { scores[bestIndex] }

    /// Compares cuts by `probabilities`.
    ///
    /// Where the size of a typical object is known, objects of another size are the less likely the further off they are.
    ///
    /// - Parameter decision: Predicts overlaps; without it they are what the probabilities let expect.
    init(
        _ view: View, _ prompts: ViewPrompts, _ memory: Memory?, _ scale: ScaleChoice, _ probabilities: [Float],
        _ decision: TreeEnsemble?, helpers: Helpers = .none
    ) {
        let candidates = Candidate.cuts(view, prompts, probabilities, helpers: helpers)
        let depths = Self.depths(of: prompts.positives[0].point, in: candidates, view)
        features = candidateFeatures(candidates, view, prompts, depths: depths, memory, scale, probabilities)
        if let decision {
            scores = decision.evaluate(features).map { $0.clamped(to: 0...1) }
        } else {
            scores = candidates.map { RegionLabelling.expectedOverlap($0.isObject, probabilities, view) }
        }
        let likelihood = candidates.indices.map { [scores] index -> Float in
            guard let typical = prompts.typicalSize else { return scores[index] }
            return scores[index] - 0.1 * typical.surprise(at: view.area(of: candidates[index].isObject))
        }
        // Of equals the first: the smallest cut.
        bestIndex = likelihood.indices.max { likelihood[$0] < likelihood[$1] } ?? 0
        self.candidates = candidates
    }

    /// How deep a click lies in each of the candidates.
    private static func depths(of click: ViewPoint, in candidates: [Candidate], _ view: View) -> [ClickDepth] {
        var field = DepthField(view.depthGrid)
        var before = [Bool](repeating: false, count: view.regionCount)
        return candidates.map { cut in
            field.add(before.indices.filter { cut.isObject[$0] && !before[$0] })
            before = cut.isObject
            return field.depth(at: click)
        }
    }
}
