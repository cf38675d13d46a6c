// SPDX-License-Identifier: Apache-2.0

/// Everything that is worked out for the first decision on the regions of a view.
struct RegionFeatures: Sendable {
    /// A row of ``columnNames`` a region.
    private(set) var table: FeatureTable
    let scale: ScaleChoice
    /// The guess from the chosen scale: the answer where nothing is learned.
    let scaleCut: ColourCut
    /// The guess from the memory or from a disc around the click.
    let memoryCut: ColourCut

    /// ``RegionFeature/allCases``, then ``SceneFeatures``.
    static let columnNames = RegionFeature.allCases.map { "\($0)" } + SceneFeatures.names

    init(
        _ view: View, _ prompts: ViewPrompts, _ memory: Memory?, _ scaleDecision: TreeEnsemble?,
        helpers: Helpers = .none
    ) {
        let reach = Reach(view, prompts, helpers: helpers)
        let weights = view.graph.cutWeights(factor: 10)
        let (byScale, others) = helpers.both {
            let scale = ScaleChoice(view, prompts, scaleDecision)
            let members = scale.membership.indices.map {
                prompts.isPositive[$0] || (scale.membership[$0] > 0.5 && !prompts.isNegative[$0])
            }
            let cut = ColourCut(
                view, prompts, start: members, geodesicPosition: reach.position,
                network: view.graph.network(weights),
                ColourCut.Setting(
                    geodesicWeight: 2, prior: scale.membership.map { 2 * ($0 - 0.5) }, bordersAreBackground: false))
            return (scale: scale, members: members, cut: cut, depth: Self.depth(view, prompts, in: cut))
        } _: {
            let setting = ColourCut.Setting(geodesicWeight: 0.5, prior: nil, bordersAreBackground: true)
            let network = view.graph.network(weights)
            let fromMemory = ColourCut(
                view, prompts, start: Self.rememberedMembers(view, prompts, memory, reach),
                geodesicPosition: reach.position, network: network, setting)
            let salient = ColourCut(
                view, prompts, start: Self.salientMembers(view, prompts), geodesicPosition: reach.position,
                network: network, setting)
            return (
                memory: fromMemory, salient: salient, memoryDepth: Self.depth(view, prompts, in: fromMemory),
                salientDepth: Self.depth(view, prompts, in: salient)
            )
        }

        table = FeatureTable(rows: view.regionCount, columns: Self.columnNames.count, fill: -1)
        scale = byScale.scale
        scaleCut = byScale.cut
        memoryCut = others.memory
        fillReach(view, prompts, reach)
        fillScale(view, prompts, reach, scaleModel: ColourModel(view, members: byScale.members))
        fillCuts(view, reach, weights)
        fillAppearance(view, prompts)
        fillSalience(view, prompts, others.salient, weights)
        fillPlace(view, prompts, helpers)
        fillJoinDepth(view, prompts)
        set(.scaleCutDepthShare) { _ in byScale.depth }
        set(.memoryCutDepthShare) { _ in others.memoryDepth }
        set(.salientCutDepthShare) { _ in others.salientDepth }
        if let memory { fillMemory(view, reach, memory, weights) }
        if let box = prompts.box { fillBox(view, box) }
        fillScene(view)
    }

    /// Where the second colour cut starts: the mask before with the neighbourhood of the correction turned over, or, at
    /// the first click, a disc around it.
    private static func rememberedMembers(
        _ view: View, _ prompts: ViewPrompts, _ memory: Memory?, _ reach: Reach
    ) -> [Bool] {
        (0..<view.regionCount).map { region in
            if prompts.isPositive[region] { return true }
            if prompts.isNegative[region] { return false }
            guard let memory else {
                return reach.distancePositive[region] < 0.08 && view.tree.nodes[region].border == 0
            }
            if let correction = memory.correction, correction.depth > 0,
                view.graph.centroids[region].distance(to: correction.point) < correction.depth
            {
                return correction.isPositive
            }
            return memory.share[region] > 0.5
        }
    }

    /// Where the third colour cut starts: everything that does not look like the border of the view.
    private static func salientMembers(_ view: View, _ prompts: ViewPrompts) -> [Bool] {
        (0..<view.regionCount).map {
            prompts.isPositive[$0] || (!prompts.isNegative[$0] && view.salience.borderHold[$0] < 1)
        }
    }

    mutating func set(_ feature: RegionFeature, _ value: (_ region: Int) -> Float) {
        table.fill(feature.rawValue, value)
    }

    private mutating func fillReach(_ view: View, _ prompts: ViewPrompts, _ reach: Reach) {
        let pixels = Float(view.geometry.pixelCount)
        let joins = (positive: reach.joinPositive, negative: reach.joinNegative)
        set(.joinHeightPositive) { joins.positive.height[$0] }
        set(.joinHeightNegative) { joins.negative.height[$0] }
        set(.joinHeightRatio) {
            joins.positive.height[$0] / (joins.positive.height[$0] + joins.negative.height[$0] + 1e-6)
        }
        set(.logJoinAreaPositive) { logarithm(joins.positive.area[$0] / pixels) }
        set(.logJoinAreaNegative) { logarithm(joins.negative.area[$0] / pixels) }
        set(.barrierPositive) { reach.barrierPositive[$0] }
        set(.barrierNegative) { reach.barrierNegative[$0] }
        set(.barrierRatio) { share(reach.barrierPositive[$0], reach.barrierNegative[$0]) }
        set(.pathPositive) { reach.pathPositive[$0] }
        set(.pathNegative) { reach.pathNegative[$0] }
        set(.pathRatio) { share(reach.pathPositive[$0], reach.pathNegative[$0]) }
        set(.barrierBorder) { reach.barrierBorder[$0] }
        set(.barrierRatioBorder) { share(reach.barrierPositive[$0], reach.barrierBorder[$0]) }
        set(.pathRatioBorder) { share(reach.pathPositive[$0], reach.pathBorder[$0]) }
        set(.barrierOverBorder) { reach.barrierPositive[$0] / (reach.barrierBorder[$0] + 0.05) }
        let nodes = view.tree.nodes
        let positive = nearestColour(view, prompts.positiveRegions)
        let negative = nearestColour(view, prompts.negativeRegions)
        set(.colourPositive) { positive[$0] }
        set(.colourNegative) { negative[$0] }
        set(.colourRatio) { positive[$0] / (positive[$0] + negative[$0] + 1e-3) }
        set(.distancePositive) { reach.distancePositive[$0] }
        set(.distanceNegative) { reach.distanceNegative[$0] }
        set(.distanceRatio) { share(reach.distancePositive[$0], reach.distanceNegative[$0]) }
        set(.joinHeightOverScale) { [scale] in
            joins.positive.height[$0] / (nodes[scale.bestNode].height + 0.02)
        }
    }

    private mutating func fillScale(_ view: View, _ prompts: ViewPrompts, _ reach: Reach, scaleModel: ColourModel) {
        let scale = scale
        let area = view.tree.nodes[scale.bestNode].area
        let side = area.squareRoot() / view.geometry.diagonal
        let logArea = logarithm(area / Float(view.geometry.pixelCount))
        set(.scaleMembership) { scale.membership[$0] }
        set(.scaleBestAround) { scale.bestAround[$0] }
        set(.scaleAtAncestor) { scale.atAncestor[$0] }
        set(.scaleBest) { _ in scale.bestScore }
        set(.scaleDeficit) { scale.bestAround[$0] - scale.bestScore }
        set(.logScaleArea) { _ in logArea }
        set(.distanceOverScale) { reach.distancePositive[$0] / side }
        set(.scaleColourRatio) { scaleModel.logRatio($0) }
        set(.scaleColourInside) { scaleModel.inside[$0] }
        set(.scaleColourOutside) { scaleModel.outside[$0] }
        let positive = likeness(view, prompts.positiveRegions)
        let negative = likeness(view, prompts.negativeRegions)
        set(.clickColourRatio) { logarithm((positive[$0] + 1e-3) / (negative[$0] + 1e-3)) }
    }

    private mutating func fillCuts(_ view: View, _ reach: Reach, _ weights: [Float]) {
        let scaleCut = scaleCut
        let memoryCut = memoryCut
        set(.scaleCut) { scaleCut.isObject[$0] ? 1 : 0 }
        set(.scaleCutRatio) { scaleCut.logRatio[$0] }
        set(.scaleCutArea) { _ in scaleCut.areaShare }
        set(.memoryCut) { memoryCut.isObject[$0] ? 1 : 0 }
        set(.memoryCutRatio) { memoryCut.logRatio[$0] }
        set(.memoryCutArea) { _ in memoryCut.areaShare }
        let scaleAround = view.graph.neighbourMeans(scaleCut.isObject.map { $0 ? 1 : 0 }, weights: weights)
        let memoryAround = view.graph.neighbourMeans(memoryCut.isObject.map { $0 ? 1 : 0 }, weights: weights)
        set(.scaleCutAround) { scaleAround[$0] }
        set(.memoryCutAround) { memoryAround[$0] }
        let area = max(scaleCut.areaShare * Float(view.geometry.pixelCount), 1)
        let side = area.squareRoot() / view.geometry.diagonal
        set(.distanceOverCut) { reach.distancePositive[$0] / side }
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

    private mutating func fillMemory(_ view: View, _ reach: Reach, _ memory: Memory, _ weights: [Float]) {
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
        let opposite = correction.isPositive ? reach.barrierNegative : reach.barrierPositive
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

/// Distance of every region's colour to the nearest of those of `regions`; 99 if there are none.
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
