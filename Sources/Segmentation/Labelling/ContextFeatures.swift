// SPDX-License-Identifier: Apache-2.0

/// What the first decision on all regions adds to what is known of one of them.
///
/// Deciding a second time with the first answer in sight lets regions agree with their neighbours: auto-context
/// (Z. Tu and X. Bai, 2010).
enum ContextFeature: Int, CaseIterable {
    case probability, probabilityAround, probabilityDiffused, probabilityNearbyMaximum
    case colourRatio, colourInside, areaShare, distanceFromMiddle
    case barrierFromObject, barrierFromRest, barrierRatio, colourOutside
}

/// The features of the first decision followed by ``ContextFeature/allCases``, a row a region.
func contextFeatures(
    _ view: View, _ prompts: ViewPrompts, _ first: FeatureTable, probabilities: [Float]
) -> FeatureTable {
    let graph = view.graph
    let isObject = probabilities.indices.map { probabilities[$0] > 0.5 || prompts.isPositive[$0] }
    let area = view.area(of: isObject)
    let middle = centroid(of: isObject, view, area: area)
    let model = ColourModel(view, members: isObject)
    let certainObject = probabilities.indices.filter { probabilities[$0] > 0.85 || prompts.isPositive[$0] }
    let certainRest = probabilities.indices.filter { probabilities[$0] < 0.1 }
    let fromObject = graph.distances(from: certainObject, weights: view.barrierWeights)
    let fromRest = graph.distances(from: certainRest, weights: view.barrierWeights)
    let around = graph.neighbourMeans(probabilities, weights: graph.edges.map(\.length))
    let diffused = diffuse(probabilities, view)

    var table = FeatureTable(first, moreColumns: ContextFeature.allCases.count)
    for region in 0..<first.rows {
        table.withRow(region, of: ContextFeature.self, from: first.columns) { features in
            features[.probability] = probabilities[region]
            features[.probabilityAround] = around[region]
            features[.probabilityDiffused] = diffused[region]
            features[.probabilityNearbyMaximum] = graph.steps(from: region).reduce(0) {
                max($0, probabilities[Int($1.region)])
            }
            features[.colourRatio] = model.logRatio(region)
            features[.colourInside] = model.inside[region]
            features[.colourOutside] = model.outside[region]
            features[.areaShare] = area / Float(view.geometry.pixelCount)
            features[.distanceFromMiddle] = graph.centroids[region].distance(to: middle) / (area.squareRoot() + 1)
            features[.barrierFromObject] = fromObject[region]
            features[.barrierFromRest] = fromRest[region]
            features[.barrierRatio] = fromObject[region] / (fromObject[region] + fromRest[region] + 1e-6)
        }
    }
    return table
}

private func centroid(of set: [Bool], _ view: View, area: Float) -> ViewPoint {
    var x: Float = 0
    var y: Float = 0
    for region in set.indices where set[region] {
        x += view.tree.nodes[region].area * view.graph.centroids[region].x
        y += view.tree.nodes[region].area * view.graph.centroids[region].y
    }
    return ViewPoint(x: x / max(area, 1), y: y / max(area, 1))
}

/// Lets probabilities flow four times to the neighbours, more over weak boundaries than over strong ones.
private func diffuse(_ probabilities: [Float], _ view: View) -> [Float] {
    let graph = view.graph
    let weights = graph.cutWeights(factor: 1)
    var current = probabilities
    for _ in 0..<4 {
        current = current.indices.map { region in
            let own = 0.05 * view.tree.nodes[region].area
            var sum = own * probabilities[region]
            var total = own
            for step in graph.steps(from: region) {
                sum += weights[Int(step.edge)] * current[Int(step.region)]
                total += weights[Int(step.edge)]
            }
            return sum / total
        }
    }
    return current
}
