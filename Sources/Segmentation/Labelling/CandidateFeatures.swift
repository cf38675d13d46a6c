// SPDX-License-Identifier: Apache-2.0

/// The features of candidates, a row of ``CandidateFeature/allCases`` each.
func candidateFeatures(
    _ candidates: [Candidate], _ view: View, _ prompts: ViewPrompts, _ memory: Memory?, _ features: RegionFeatures,
    _ probabilities: [Float]
) -> FeatureTable {
    var table = FeatureTable(rows: candidates.count, columns: CandidateFeature.allCases.count)
    let pixels = Float(view.geometry.pixelCount)
    let uncertainty = uncertainty(of: probabilities, view)
    let mainArea = view.area(of: candidates[0].isObject)
    let bestNode = view.leafSet(of: features.scale.bestNode)
    for (row, candidate) in candidates.enumerated() {
        let set = candidate.isObject
        let shape = CandidateShape(set, view)
        let fit = ProbabilityFit(set, probabilities, view)
        let model = ColourModel(view, members: set)
        let nearest = features.scale.nearestNode(to: set, view)
        table.withRow(row) { values in
            func set(_ feature: CandidateFeature, _ value: Float) { values[feature.rawValue] = value }
            set(.expectedOverlap, RegionLabelling.expectedOverlap(candidate.isObject, probabilities, view))
            set(.meanProbability, fit.meanInside)
            set(.doubtfulShare, fit.doubtfulShare)
            set(.missedShare, fit.missedShare)
            set(.uncertainty, uncertainty)
            set(.outlineStrength, shape.outlineStrength)
            set(.weakOutlineShare, shape.weakShare)
            set(.insideStrength, shape.insideStrength)
            set(.strengthContrast, shape.outlineStrength / (shape.insideStrength + 0.1))
            set(.compactness, shape.compactness)
            set(.boxFill, shape.boxFill)
            set(.borderOfOutline, shape.borderOfOutline)
            set(.borderOfView, shape.borderOfView)
            set(.colourSeparation, shape.meanLogRatio(model))
            set(.deviation, shape.deviation)
            set(.logAreaShare, logarithm(max(1, shape.area) / pixels))
            set(.logAreaOverMain, logarithm(max(1, shape.area) / max(1, mainArea)))
            set(.logFrameAreaShare, logarithm(max(1, shape.area) / pixels) + view.logFrameShare)
            set(.overlapWithMain, view.overlap(candidate.isObject, candidates[0].isObject))
            set(.overlapWithScaleCut, view.overlap(candidate.isObject, features.scaleCut.isObject))
            set(.overlapWithMemoryCut, view.overlap(candidate.isObject, features.memoryCut.isObject))
            set(.overlapWithBestNode, view.overlap(candidate.isObject, bestNode))
            set(.nearestNodeOverlap, nearest.overlap)
            set(.nearestNodeScore, nearest.score)
            set(.bestScore, features.scale.bestScore)
            set(.origin, candidate.origin.code)
            set(.logViewShare, view.logFrameShare)
            set(.memoryKind, memory == nil ? 0 : 2)
            set(.meanGradient, view.meanGradient)
        }
    }
    return table
}

/// How a set of regions fits the probabilities.
private struct ProbabilityFit {
    /// Mean probability of its pixels.
    let meanInside: Float
    /// Share of its pixels with a probability below 0.3.
    let doubtfulShare: Float
    /// Pixels beside it with a probability above 0.7, over its own.
    let missedShare: Float

    init(_ set: [Bool], _ probabilities: [Float], _ view: View) {
        var area: Float = 1e-6
        var sum: Float = 0
        var doubtful: Float = 0
        var missed: Float = 0
        for region in set.indices {
            let own = view.tree.nodes[region].area
            if set[region] {
                area += own
                sum += own * probabilities[region]
                if probabilities[region] < 0.3 { doubtful += own }
            } else if probabilities[region] > 0.7 {
                missed += own
            }
        }
        meanInside = sum / area
        doubtfulShare = doubtful / area
        missedShare = missed / area
    }
}

/// The shape, outline and colour of a set of regions.
private struct CandidateShape {
    let area: Float
    let outlineStrength: Float
    let weakShare: Float
    let insideStrength: Float
    let compactness: Float
    let boxFill: Float
    let borderOfOutline: Float
    let borderOfView: Float
    let deviation: Float
    private let set: [Bool]
    private let view: View

    init(_ set: [Bool], _ view: View) {
        self.set = set
        self.view = view
        var outline: Float = 0
        var outlineSum: Float = 0
        var weak: Float = 0
        var inside: Float = 0
        var insideSum: Float = 0
        for edge in view.graph.edges {
            let a = set[Int(edge.a)]
            let b = set[Int(edge.b)]
            if a != b {
                outline += edge.length
                outlineSum += edge.length * edge.strength
                if edge.strength < 0.7 { weak += edge.length }
            } else if a {
                inside += edge.length
                insideSum += edge.length * edge.strength
            }
        }
        var area: Float = 0
        var border: Float = 0
        var minX = Float.infinity
        var minY = Float.infinity
        var maxX = -Float.infinity
        var maxY = -Float.infinity
        var mean = SIMD4<Float>()
        for region in set.indices where set[region] {
            let node = view.tree.nodes[region]
            area += node.area
            border += node.border
            mean += node.area * node.colour
            minX = min(minX, node.minX)
            minY = min(minY, node.minY)
            maxX = max(maxX, node.maxX)
            maxY = max(maxY, node.maxY)
        }
        mean /= max(1, area)
        var variance: Float = 0
        for region in set.indices where set[region] {
            let distance = colourDistance(view.tree.nodes[region].colour, mean)
            variance += view.tree.nodes[region].area * distance * distance
        }
        self.area = area
        outlineStrength = outlineSum / max(1, outline)
        weakShare = weak / max(1, outline)
        insideStrength = insideSum / max(1, inside)
        compactness = (outline + border) * (outline + border) / max(1, area)
        boxFill = area > 0 ? area / ((maxX - minX + 1) * (maxY - minY + 1)) : 0
        borderOfOutline = border / max(1, outline + border)
        borderOfView = border / (2 * Float(view.geometry.width + view.geometry.height))
        deviation = (variance / max(1, area)).squareRoot()
    }

    /// Mean colour log-likelihood ratio of the pixels of the set.
    func meanLogRatio(_ model: ColourModel) -> Float {
        var sum: Float = 0
        for region in set.indices where set[region] {
            sum += view.tree.nodes[region].area * model.logRatio(region).clamped(to: -8...8)
        }
        return sum / max(1, area)
    }
}

/// Mean of 4 p (1 - p) over the pixels, per expected object pixel: how undecided the view is.
private func uncertainty(of probabilities: [Float], _ view: View) -> Float {
    var sum: Float = 0
    var expected: Float = 1
    for region in probabilities.indices {
        let area = view.tree.nodes[region].area
        sum += 4 * area * probabilities[region] * (1 - probabilities[region])
        expected += area * probabilities[region]
    }
    return sum / expected
}

extension View {
    /// Intersection over union of two sets of regions, in pixels.
    fileprivate func overlap(_ a: [Bool], _ b: [Bool]) -> Float {
        var both: Float = 0
        var either: Float = 1e-6
        for region in a.indices where a[region] || b[region] {
            either += tree.nodes[region].area
            if a[region] && b[region] { both += tree.nodes[region].area }
        }
        return both / either
    }

    /// The regions below a node of the region tree.
    fileprivate func leafSet(of node: Int) -> [Bool] {
        var set = [Bool](repeating: false, count: regionCount)
        for place in tree.nodes[node].firstLeaf..<tree.nodes[node].endLeaf {
            set[Int(tree.leafOrder[Int(place)])] = true
        }
        return set
    }
}
