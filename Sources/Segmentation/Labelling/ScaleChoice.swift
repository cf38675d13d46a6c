// SPDX-License-Identifier: Apache-2.0

/// Which of the nested regions around a click is the object: the part, the thing or the group?
struct ScaleChoice: Sendable {
    /// How sure each region is to belong to the chosen scale, 0...1: soft over the ancestors of the clicks.
    let membership: [Float]
    /// Best predicted overlap of any candidate that contains the region.
    let bestAround: [Float]
    /// Predicted overlap of the smallest candidate that contains the region.
    let atAncestor: [Float]
    /// The best candidate.
    let bestNode: Int
    /// Its predicted overlap (intersection over union) with the object.
    let bestScore: Float

    init(_ view: View, _ prompts: ViewPrompts, _ decision: TreeEnsemble?) {
        let count = view.regionCount
        var membership = [Float](repeating: 0, count: count)
        var bestAround = [Float](repeating: -9, count: count)
        var atAncestor = [Float](repeating: -9, count: count)
        var bestNode = prompts.positives.first?.region ?? 0
        var bestScore: Float = -9
        var seen: Set<Int> = []
        for click in prompts.positives where seen.insert(click.region).inserted {
            let path = view.tree.path(from: click.region)
            let scores = Self.scores(path, click, view, prompts, decision)
            let weights = Self.softMaximum(scores)
            // Summed from the root: what contains the ancestor k contains all above it.
            var weightAbove = [Float](repeating: 0, count: path.count)
            var bestAbove = weightAbove
            var sum: Float = 0
            var best: Float = -9
            for place in path.indices.reversed() {
                sum += weights[place]
                best = max(best, scores[place])
                weightAbove[place] = sum
                bestAbove[place] = best
                if scores[place] >= bestScore {
                    bestScore = scores[place]
                    bestNode = path[place]
                }
            }
            view.tree.forEachLeaf(path) { leaf, place in
                membership[leaf] = max(membership[leaf], weightAbove[place])
                bestAround[leaf] = max(bestAround[leaf], bestAbove[place])
                atAncestor[leaf] = max(atAncestor[leaf], scores[place])
            }
        }
        self.membership = membership
        self.bestAround = bestAround
        self.atAncestor = atAncestor
        self.bestNode = bestNode
        self.bestScore = bestScore
    }

    /// Predicted overlap with the object of each node of a path.
    static func scores(
        _ path: [Int], _ click: ViewPrompts.Click, _ view: View, _ prompts: ViewPrompts, _ decision: TreeEnsemble?
    ) -> [Float] {
        let features = nodeFeatures(path, click, view, prompts)
        if let decision { return decision.evaluate(features) }
        return path.indices.map { row in
            let surprise = prompts.typicalSize?.surprise(at: view.tree.nodes[path[row]].area) ?? 0
            return handTunedScore(features, row) * exponential(-0.2 * surprise)
        }
    }

    /// A node is a good guess if it stays alone for long, is not tiny, holds no negative click and keeps off the border.
    /// At a first click alone, the click has to lie in its middle, and size matters less.
    private static func handTunedScore(_ features: FeatureTable, _ row: Int) -> Float {
        let gap = features[row, NodeFeature.heightGap]
        let share = exponential(features[row, NodeFeature.logAreaShare])
        let negatives: Float = features[row, NodeFeature.negativesInside] > 0 ? 0.2 : 1
        let border = 1 - min(1, 3 * features[row, NodeFeature.borderOfView])
        let overlap = features[row, NodeFeature.boxOverlap]
        let isOnlyClick =
            features[row, NodeFeature.positiveCount] == 1
            && features[row, NodeFeature.negativeCount] == 0
        let depth = isOnlyClick ? features[row, NodeFeature.depthShare] : 1
        return gap * power(share, isOnlyClick ? 0.25 : 0.35) * depth * depth * negatives * border
            * (overlap < 0 ? 1 : 0.05 + overlap)
    }

    private static func softMaximum(_ scores: [Float]) -> [Float] {
        let highest = scores.max() ?? 0
        let weights = scores.map { exponential(12 * ($0 - highest)) }
        let sum = weights.reduce(0, +)
        return weights.map { $0 / sum }
    }
}
