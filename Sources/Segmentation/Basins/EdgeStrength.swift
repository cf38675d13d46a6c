// SPDX-License-Identifier: Apache-2.0

/// What is known of the boundary between two basins, as numbers a decision can be learned from.
enum EdgeFeature: Int, CaseIterable {
    case fine, middle, coarse, texture, activity, weakest
    case lightnessDifference, chromaDifference, textureDifference, colourOverDeviation
    case logSmallerArea, logLargerArea, logLength, lengthOverSide
    case meanGradient, fineOverActivity, coarseOverActivity
    case darkerLightness, meanTexture, fineOverMean
}

/// The features of every edge of a basin graph, or of some, a row of ``EdgeFeature/allCases`` an edge.
func edgeFeatures(
    _ graph: BasinGraph, _ regions: [RegionStatistics], meanGradient: Float, edges: Range<Int>? = nil
) -> FeatureTable {
    let edges = edges ?? graph.edges.indices
    var table = FeatureTable(rows: edges.count, columns: EdgeFeature.allCases.count)
    for (row, edge) in graph.edges[edges].enumerated() {
        let a = regions[Int(edge.a)]
        let b = regions[Int(edge.b)]
        let difference = a.colour - b.colour
        let labDistance = squareRoot(
            difference[0] * difference[0] + difference[1] * difference[1] + difference[2] * difference[2])
        let fine = edge.fine / edge.length
        let coarse = edge.coarse / edge.length
        let activity = edge.activity / edge.length
        let smaller = min(a.area, b.area)
        table.withRow(row, of: EdgeFeature.self) { features in
            features[.fine] = fine
            features[.middle] = edge.middle / edge.length
            features[.coarse] = coarse
            features[.texture] = edge.texture / edge.length
            features[.activity] = activity
            features[.weakest] = edge.weakest
            features[.lightnessDifference] = abs(difference[0])
            features[.chromaDifference] = hypotenuse(difference[1], difference[2])
            features[.textureDifference] = abs(difference[3])
            features[.colourOverDeviation] = labDistance / (squareRoot(a.colourVariance + b.colourVariance) + 1)
            features[.logSmallerArea] = logarithm(smaller)
            features[.logLargerArea] = logarithm(max(a.area, b.area))
            features[.logLength] = logarithm(edge.length)
            features[.lengthOverSide] = edge.length / squareRoot(smaller)
            features[.meanGradient] = meanGradient
            features[.fineOverActivity] = fine / (activity + 0.3)
            features[.coarseOverActivity] = coarse / (activity + 0.3)
            features[.darkerLightness] = min(a.colour[0], b.colour[0])
            features[.meanTexture] = 0.5 * (a.colour[3] + b.colour[3])
            features[.fineOverMean] = fine / (meanGradient + 0.3)
        }
    }
    return table
}

/// How likely each edge of a basin graph is to be the boundary of an object, 0...1.
///
/// Without a learned decision the fine gradient alone says it.
func edgeStrengths(
    _ graph: BasinGraph, _ regions: [RegionStatistics], meanGradient: Float, _ decision: TreeEnsemble?,
    helpers: Helpers = .none
) -> [Float] {
    guard let decision else {
        return graph.edges.map { 1 - exponential(-$0.fine / $0.length / 8) }
    }
    return helpers.array(rows: graph.edges.count, least: 512) { edges, strengths in
        let features = edgeFeatures(graph, regions, meanGradient: meanGradient, edges: edges)
        for (index, sum) in decision.evaluate(features).enumerated() { strengths[index] = logistic(sum) }
    }
}
