// SPDX-License-Identifier: Apache-2.0

/// Everything that is worked out for the first decision on the regions of a view.
struct RegionFeatures: Sendable {
    /// A row of ``columnNames`` a region.
    private(set) var table: FeatureTable
    let guesses: Guesses

    /// ``RegionFeature/allCases``, then ``SceneFeatures``.
    static let columnNames = RegionFeature.allCases.map { "\($0)" } + SceneFeatures.names

    init(
        _ view: View, _ prompts: ViewPrompts, _ memory: Memory?, _ scaleDecision: TreeEnsemble?,
        helpers: Helpers = .none
    ) {
        let distances = ClickDistances(view, prompts, helpers: helpers)
        let weights = view.graph.cutWeights(factor: 10)
        guesses = Guesses(view, prompts, memory, distances, scaleDecision, weights: weights, helpers: helpers)
        table = FeatureTable(rows: view.regionCount, columns: Self.columnNames.count, fill: -1)
        fillDistances(view, prompts, distances)
        fillScale(view, prompts, distances)
        fillCuts(view, distances, weights)
        fillAppearance(view, prompts)
        fillSalience(view, prompts)
        fillPlace(view, prompts, helpers)
        fillJoinDepth(view, prompts)
        if let memory { fillMemory(view, distances, memory, weights) }
        if let box = prompts.box { fillBox(view, box) }
        fillScene(view)
    }

    mutating func set(_ feature: RegionFeature, _ value: (_ region: Int) -> Float) {
        table.fill(feature.rawValue, value)
    }

    private mutating func fillDistances(_ view: View, _ prompts: ViewPrompts, _ distances: ClickDistances) {
        let pixels = Float(view.geometry.pixelCount)
        let joins = (positive: distances.joinPositive, negative: distances.joinNegative)
        set(.joinHeightPositive) { joins.positive.height[$0] }
        set(.joinHeightNegative) { joins.negative.height[$0] }
        set(.joinHeightRatio) {
            joins.positive.height[$0] / (joins.positive.height[$0] + joins.negative.height[$0] + 1e-6)
        }
        set(.logJoinAreaPositive) { logarithm(joins.positive.area[$0] / pixels) }
        set(.logJoinAreaNegative) { logarithm(joins.negative.area[$0] / pixels) }
        set(.barrierPositive) { distances.barrierPositive[$0] }
        set(.barrierNegative) { distances.barrierNegative[$0] }
        set(.barrierRatio) { share(distances.barrierPositive[$0], distances.barrierNegative[$0]) }
        set(.pathPositive) { distances.pathPositive[$0] }
        set(.pathNegative) { distances.pathNegative[$0] }
        set(.pathRatio) { share(distances.pathPositive[$0], distances.pathNegative[$0]) }
        set(.barrierBorder) { distances.barrierBorder[$0] }
        set(.barrierRatioBorder) { share(distances.barrierPositive[$0], distances.barrierBorder[$0]) }
        set(.pathRatioBorder) { share(distances.pathPositive[$0], distances.pathBorder[$0]) }
        set(.barrierOverBorder) { distances.barrierPositive[$0] / (distances.barrierBorder[$0] + 0.05) }
        let nodes = view.tree.nodes
        let positive = nearestColour(view, prompts.positiveRegions)
        let negative = nearestColour(view, prompts.negativeRegions)
        set(.colourPositive) { positive[$0] }
        set(.colourNegative) { negative[$0] }
        set(.colourRatio) { positive[$0] / (positive[$0] + negative[$0] + 1e-3) }
        set(.distancePositive) { distances.distancePositive[$0] }
        set(.distanceNegative) { distances.distanceNegative[$0] }
        set(.distanceRatio) { share(distances.distancePositive[$0], distances.distanceNegative[$0]) }
        let scaleHeight = nodes[guesses.scale.bestNode].height
        set(.joinHeightOverScale) { joins.positive.height[$0] / (scaleHeight + 0.02) }
    }

    private mutating func fillScale(_ view: View, _ prompts: ViewPrompts, _ distances: ClickDistances) {
        let scale = guesses.scale
        let scaleModel = ColourModel(view, members: guesses.scaleMembers)
        let area = view.tree.nodes[scale.bestNode].area
        let side = area.squareRoot() / view.geometry.diagonal
        let logArea = logarithm(area / Float(view.geometry.pixelCount))
        set(.scaleMembership) { scale.membership[$0] }
        set(.scaleBestAround) { scale.bestAround[$0] }
        set(.scaleAtAncestor) { scale.atAncestor[$0] }
        set(.scaleBest) { _ in scale.bestScore }
        set(.scaleDeficit) { scale.bestAround[$0] - scale.bestScore }
        set(.logScaleArea) { _ in logArea }
        set(.distanceOverScale) { distances.distancePositive[$0] / side }
        set(.scaleColourRatio) { scaleModel.logRatio($0) }
        set(.scaleColourInside) { scaleModel.inside[$0] }
        set(.scaleColourOutside) { scaleModel.outside[$0] }
        let positive = likeness(view, prompts.positiveRegions)
        let negative = likeness(view, prompts.negativeRegions)
        set(.clickColourRatio) { logarithm((positive[$0] + 1e-3) / (negative[$0] + 1e-3)) }
    }

    private mutating func fillCuts(_ view: View, _ distances: ClickDistances, _ weights: [Float]) {
        let (scale, memory, salience) = (guesses.fromScale, guesses.fromMemory, guesses.fromSalience)
        fill(scale, view, weights, .scaleCut, .scaleCutRatio, .scaleCutArea, .scaleCutAround, .scaleCutDepthShare)
        fill(memory, view, weights, .memoryCut, .memoryCutRatio, .memoryCutArea, .memoryCutAround, .memoryCutDepthShare)
        fill(
            salience, view, weights, .salientCut, .salientCutRatio, .salientCutArea, .salientCutAround,
            .salientCutDepthShare)
        let area = max(scale.cut.areaShare * Float(view.geometry.pixelCount), 1)
        let side = area.squareRoot() / view.geometry.diagonal
        set(.distanceOverCut) { distances.distancePositive[$0] / side }
    }

    /// Writes what is known of a guess into the features with these names.
    private mutating func fill(
        _ guess: Guesses.Guess, _ view: View, _ weights: [Float], _ isObject: RegionFeature, _ ratio: RegionFeature,
        _ area: RegionFeature, _ around: RegionFeature, _ depthShare: RegionFeature
    ) {
        let cut = guess.cut
        let members = cut.isObject.map { $0 ? Float(1) : 0 }
        let membersAround = view.graph.neighbourMeans(members, weights: weights)
        set(isObject) { members[$0] }
        set(ratio) { cut.logRatio[$0] }
        set(area) { _ in cut.areaShare }
        set(around) { membersAround[$0] }
        set(depthShare) { _ in guess.depthShare }
    }

    private mutating func fillAppearance(_ view: View, _ prompts: ViewPrompts) {
        let geometry = view.geometry
        let nodes = view.tree.nodes
        let graph = view.graph
        let width = Float(geometry.width)
        let height = Float(geometry.height)
        set(.logArea) { logarithm(nodes[$0].area / Float(geometry.pixelCount)) }
        set(.borderShare) { nodes[$0].border / (width + height) }
        set(.lightness) { nodes[$0].colour[0] }
        set(.chroma) { hypotenuse(nodes[$0].colour[1], nodes[$0].colour[2]) }
        set(.texture) { nodes[$0].colour[3] }
        set(.deviation) { nodes[$0].deviation }
        set(.positiveCount) { _ in prompts.positivesAreImplied ? 0 : Float(prompts.positives.count) }
        set(.negativeCount) { _ in Float(prompts.negatives.count) }
        set(.outlineStrength) { graph.outlineStrength[$0] }
        set(.edgeDistance) { geometry.edgeDistance(of: graph.centroids[$0]) }
        set(.isPositive) { prompts.isPositive[$0] ? 1 : 0 }
        set(.isNegative) { prompts.isNegative[$0] ? 1 : 0 }
        set(.logViewShare) { _ in prompts.logViewShare }
    }

    private mutating func fillMemory(_ view: View, _ distances: ClickDistances, _ memory: Memory, _ weights: [Float]) {
        let pixels = Float(view.geometry.pixelCount)
        let model = ColourModel(view, members: memory.share.map { $0 > 0.5 })
        let around = view.graph.neighbourMeans(memory.share, weights: weights)
        set(.memoryKind) { _ in memory.correction == nil ? 2 : 1 }
        set(.memoryShare) { memory.share[$0] }
        set(.memoryShareAround) { around[$0] }
        set(.logMemoryArea) { _ in logarithm(max(memory.area, 1) / pixels) }
        set(.memoryColourRatio) { model.logRatio($0) }
        guard let correction = memory.correction else { return }

        let nodes = view.tree.nodes
        let depth = max(correction.depth, 1)
        let side = max(memory.area, 1).squareRoot()
        let (barrier, path) = view.distances(from: [correction.region])
        let join = Join(view, [correction.region])
        let opposite = correction.isPositive ? distances.barrierNegative : distances.barrierPositive
        let distance = view.graph.centroids.map { $0.distance(to: correction.point) }
        let colour = nodes[correction.region].colour
        set(.logCorrectionDepth) { _ in logarithm(depth / view.geometry.diagonal) }
        set(.correctionSign) { _ in correction.isPositive ? 1 : -1 }
        set(.distanceOverDepth) { $0 == correction.region ? 0 : distance[$0] / depth }
        set(.barrierCorrection) { barrier[$0] }
        set(.pathCorrection) { path[$0] }
        set(.colourCorrection) { colourDistance(nodes[$0].colour, colour) }
        set(.joinHeightCorrection) { join.height[$0] }
        set(.joinAreaOverDepth) { logarithm(join.area[$0] / (depth * depth + 1)) }
        set(.wouldFlip) { correction.changes(memory.share[$0]) ? 1 : 0 }
        set(.barrierRatioCorrection) { share(barrier[$0], opposite[$0]) }
        set(.distanceOverMemory) { distance[$0] / side }
        set(.sizeOverDepth) { nodes[$0].area.squareRoot() / depth }
        let rays = Rays(view, from: correction.point, goesOn: false)
        set(.raySumCorrection) { rays.sum[$0] }
        set(.rayMaximumCorrection) { rays.maximum[$0] }
        fillChangeDepth(view, memory, correction, distance: distance)
    }

    private mutating func fillScene(_ view: View) {
        let values = SceneFeatures.values(table, view)
        let first = RegionFeature.allCases.count
        for (place, value) in values.enumerated() { table.fill(first + place) { _ in value } }
    }

    private mutating func fillBox(_ view: View, _ box: BoxInView) {
        let boxArea = max(1, box.width * box.height)
        set(.boxShare) { box.share[$0] }
        set(.boxDepth) { box.depth(of: view.graph.centroids[$0]) }
        set(.logAreaOverBox) { logarithm(view.tree.nodes[$0].area / boxArea) }
    }
}

/// The part of a in a + b.
@inline(__always)
func share(_ a: Float, _ b: Float) -> Float { a / (a + b + 1e-6) }

/// Distance of every region's colour to the nearest of those of `regions`, 99 at most; 99 if there are none.
private func nearestColour(_ view: View, _ regions: [Int]) -> [Float] {
    let nodes = view.tree.nodes
    return (0..<view.regionCount).map { region in
        regions.reduce(99) { min($0, colourDistance(nodes[region].colour, nodes[$1].colour)) }
    }
}

/// Likeness of every region's colour to the most alike of `regions`; 0 if there are none.
private func likeness(_ view: View, _ regions: [Int]) -> [Float] {
    var result = [Float](repeating: 0, count: view.regionCount)
    for other in regions {
        for (region, value) in view.kernel.row(other).enumerated() { result[region] = max(result[region], value) }
    }
    return result
}
