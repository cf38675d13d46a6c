// SPDX-License-Identifier: Apache-2.0

/// What is known of a ``Candidate`` when its overlap with the clicked object is predicted.
enum CandidateFeature: Int, CaseIterable {
    case bias, logAreaShare, expectedOverlap, meanProbability, logAreaOverPlain, logExpectedShare
    // How deep the click lies in it (see ``ClickDepth``).
    case depthShare, depthOverSize, deepestOverSize, offsetOverSize, depthOverView, deepestOverView
    // Its outline: mean strength, and share of it on the border of the view.
    case outlineStrength, borderShare
    // The strongest boundary within, and the node of the region tree with the best score.
    case strongestWithin, overlapWithScale, scaleScore
    // A closer look: the share of the mask before that it covers, and how much of the frame is in sight.
    case overlapWithMemory, logViewShare
}

/// The features of candidates at a first click, a row of ``CandidateFeature/allCases`` each.
///
/// - Parameters:
///   - depths: How deep the click lies in each candidate.
///   - probabilities: One a region, with none of the candidates' biases.
func candidateFeatures(
    _ candidates: [Candidate], _ view: View, _ prompts: ViewPrompts, depths: [ClickDepth], _ memory: Memory?,
    _ scale: ScaleChoice, _ probabilities: [Float]
) -> FeatureTable {
    var table = FeatureTable(rows: candidates.count, columns: CandidateFeature.allCases.count)
    let expectedArea = probabilities.indices.reduce(0) { $0 + probabilities[$1] * view.tree.nodes[$1].area }
    let plain = candidates.min { abs($0.bias) < abs($1.bias) }
    let plainArea = max(1, plain.map { view.area(of: $0.isObject) } ?? 1)
    let pixels = Float(view.geometry.pixelCount)
    for (row, candidate) in candidates.enumerated() {
        let sums = RegionSums(of: candidate.isObject, view, memory, scale, probabilities)
        let outline = view.outline(of: candidate.isObject)
        table.withRow(row, of: CandidateFeature.self) { features in
            features[.bias] = candidate.bias
            features[.logAreaShare] = logarithm(sums.area / pixels)
            features[.expectedOverlap] = sums.expected / (sums.area + expectedArea - sums.expected)
            features[.meanProbability] = sums.expected / sums.area
            features[.logAreaOverPlain] = logarithm(sums.area / plainArea)
            features[.logExpectedShare] = logarithm(max(1, expectedArea) / pixels)
            features[.outlineStrength] = outline.strength
            features[.borderShare] = sums.border / (sums.border + outline.length + 1e-6)
            features[.strongestWithin] = outline.strongestWithin
            features[.overlapWithScale] =
                sums.inScale / (sums.area + view.tree.nodes[scale.bestNode].area - sums.inScale)
            features[.scaleScore] = scale.bestScore
            features[.overlapWithMemory] =
                memory.map { sums.remembered / (sums.area + $0.area - sums.remembered) } ?? -1
            features[.logViewShare] = prompts.logViewShare
            tell(depths[row], size: sums.area.squareRoot(), diagonal: view.geometry.diagonal, features)
        }
    }
    return table
}

/// Writes how deep the click lies in a candidate of a certain side, in a view of a certain diagonal.
private func tell(_ depth: ClickDepth, size: Float, diagonal: Float, _ features: FeatureRow<CandidateFeature>) {
    features[.depthShare] = depth.share
    features[.depthOverSize] = depth.atClick / size
    features[.deepestOverSize] = depth.deepest / size
    features[.offsetOverSize] = depth.offset / size
    features[.depthOverView] = depth.atClick / diagonal
    features[.deepestOverView] = depth.deepest / diagonal
}

/// What the regions of a set add up to.
private struct RegionSums {
    var area: Float = 1e-6
    /// Area that the object is expected to have there.
    var expected: Float = 0
    /// Pixel sides on the border of the view.
    var border: Float = 0
    /// Area in the best node of the region tree.
    var inScale: Float = 0
    /// Area in the mask before.
    var remembered: Float = 0

    init(of set: [Bool], _ view: View, _ memory: Memory?, _ scale: ScaleChoice, _ probabilities: [Float]) {
        for region in set.indices where set[region] {
            let node = view.tree.nodes[region]
            area += node.area
            expected += probabilities[region] * node.area
            border += node.border
            if view.tree.contains(scale.bestNode, leaf: region) { inScale += node.area }
            if let memory { remembered += memory.share[region] * node.area }
        }
    }
}

extension View {
    /// The boundary of a set of regions inside the view: mean strength and length, and the strength of the strongest
    /// boundary between two regions of the set.
    fileprivate func outline(of set: [Bool]) -> (strength: Float, length: Float, strongestWithin: Float) {
        var sum: Float = 0
        var length: Float = 0
        var strongest: Float = 0
        for edge in graph.edges {
            if set[Int(edge.a)] != set[Int(edge.b)] {
                sum += edge.strength * edge.length
                length += edge.length
            } else if set[Int(edge.a)] {
                strongest = max(strongest, edge.strength)
            }
        }
        return (sum / (length + 1e-6), length, strongest)
    }
}
