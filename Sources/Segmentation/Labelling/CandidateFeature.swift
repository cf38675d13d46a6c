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
    let nodes = view.tree.nodes
    let pixels = Float(view.geometry.pixelCount)
    let diagonal = view.geometry.diagonal
    var expectedArea: Float = 0
    for region in probabilities.indices { expectedArea += probabilities[region] * nodes[region].area }
    let plain = candidates.min { abs($0.bias) < abs($1.bias) }
    let plainArea = max(1, plain.map { view.area(of: $0.isObject) } ?? 1)
    let best = nodes[scale.bestNode]
    for (row, candidate) in candidates.enumerated() {
        let set = candidate.isObject
        let depth = depths[row]
        let outline = view.outline(of: set)
        var area: Float = 1e-6
        var expected: Float = 0
        var border: Float = 0
        var inScale: Float = 0
        var remembered: Float = 0
        for region in set.indices where set[region] {
            area += nodes[region].area
            expected += probabilities[region] * nodes[region].area
            border += nodes[region].border
            if view.tree.contains(scale.bestNode, leaf: region) { inScale += nodes[region].area }
            if let memory { remembered += memory.share[region] * nodes[region].area }
        }
        let size = area.squareRoot()
        table.withRow(row) { features in
            func set(_ feature: CandidateFeature, _ value: Float) { features[feature.rawValue] = value }
            set(.bias, candidate.bias)
            set(.logAreaShare, logarithm(area / pixels))
            set(.expectedOverlap, expected / (area + expectedArea - expected))
            set(.meanProbability, expected / area)
            set(.logAreaOverPlain, logarithm(area / plainArea))
            set(.logExpectedShare, logarithm(max(1, expectedArea) / pixels))
            set(.depthShare, depth.share)
            set(.depthOverSize, depth.atClick / size)
            set(.deepestOverSize, depth.deepest / size)
            set(.offsetOverSize, depth.offset / size)
            set(.depthOverView, depth.atClick / diagonal)
            set(.deepestOverView, depth.deepest / diagonal)
            set(.outlineStrength, outline.strength)
            set(.borderShare, border / (border + outline.length + 1e-6))
            set(.strongestWithin, outline.strongestWithin)
            set(.overlapWithScale, inScale / (area + best.area - inScale))
            set(.scaleScore, scale.bestScore)
            set(.overlapWithMemory, memory.map { remembered / (area + $0.area - remembered) } ?? -1)
            set(.logViewShare, prompts.logViewShare)
        }
    }
    return table
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
