// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct RegionFeaturesTests {
    /// The features of the regions of a view with prompts, and what is compared with them.
    private struct Told {
        let drawn: DrawnPrompts
        let table: FeatureTable
        let guesses: Guesses

        init(_ drawn: DrawnPrompts, _ prompts: ViewPrompts? = nil, remembers: Bool = true) {
            self.drawn = drawn
            let features = RegionFeatures(drawn.view, prompts ?? drawn.prompts, remembers ? drawn.memory : nil, nil)
            table = features.table
            guesses = features.guesses
        }

        func expect(
            _ feature: RegionFeature, sourceLocation: SourceLocation = #_sourceLocation,
            _ value: (_ region: Int) -> Float
        ) {
            for region in 0..<table.rows {
                let (found, expected) = (table[region, feature.rawValue], value(region))
                #expect(
                    isClose(found, expected, within: 1e-3), "\(feature) of \(region): \(found), not \(expected)",
                    sourceLocation: sourceLocation)
            }
        }

        var view: View { drawn.view }
        var nodes: [RegionTree.Node] { view.tree.nodes }
        var positive: Set<Int> { drawn.regions(drawn.pixels.positives) }
        var negative: Set<Int> { drawn.regions(drawn.pixels.negatives).subtracting(positive) }
        var border: Set<Int> {
            Set((0..<view.regionCount).filter { drawn.counts([$0]).border > 0 }).subtracting(positive)
        }
    }

    /// Pictures in which no clicked region has clicks of both signs.
    private static let seeds = (0..<10).filter { seed in
        let drawn = DrawnPrompts(seed: seed)
        return drawn.regions(drawn.pixels.positives).isDisjoint(with: drawn.regions(drawn.pixels.negatives))
    }

    @Test("There are such pictures")
    func enough() {
        #expect(Self.seeds.count > 5)
    }

    @Test("Ways and joins are those to the positive clicks, to the negative ones and to the border", arguments: seeds)
    func distances(seed: Int) {
        let told = Told(DrawnPrompts(seed: seed))
        let drawn = told.drawn
        let (positive, negative) = (told.positive, told.negative)
        let barriers = [positive, negative, told.border].map { drawn.overBarriers(from: $0) }
        let paths = [positive, negative, told.border].map { drawn.overPlane(from: $0) }
        func share(_ a: Float, _ b: Float) -> Float { a + b > 0 ? a / (a + b) : 0 }
        told.expect(.barrierPositive) { barriers[0][$0] }
        told.expect(.barrierNegative) { barriers[1][$0] }
        told.expect(.barrierBorder) { barriers[2][$0] }
        told.expect(.barrierRatio) { share(barriers[0][$0], barriers[1][$0]) }
        told.expect(.barrierRatioBorder) { share(barriers[0][$0], barriers[2][$0]) }
        told.expect(.barrierOverBorder) { barriers[0][$0] / (barriers[2][$0] + 0.05) }
        told.expect(.pathPositive) { paths[0][$0] }
        told.expect(.pathNegative) { paths[1][$0] }
        told.expect(.pathRatio) { share(paths[0][$0], paths[1][$0]) }
        told.expect(.pathRatioBorder) { share(paths[0][$0], paths[2][$0]) }

        func height(_ region: Int, _ others: Set<Int>) -> Float {
            drawn.joins(region, others).map(\.height).min() ?? 0
        }
        func logArea(_ region: Int, _ others: Set<Int>) -> Float {
            logarithm((drawn.joins(region, others).map(\.area).min() ?? 0) / (22 * 18))
        }
        told.expect(.joinHeightPositive) { height($0, positive) }
        told.expect(.joinHeightNegative) { height($0, negative) }
        told.expect(.joinHeightRatio) { share(height($0, positive), height($0, negative)) }
        told.expect(.logJoinAreaPositive) { logArea($0, positive) }
        told.expect(.logJoinAreaNegative) { logArea($0, negative) }
    }

    @Test("Colours are compared with those of the positive clicks and of the negative ones", arguments: seeds)
    func colours(seed: Int) {
        let told = Told(DrawnPrompts(seed: seed))
        let colours = told.nodes.map(\.colour)
        func difference(_ region: Int, _ others: Set<Int>) -> Float {
            // Farther than 99 is as far as can be.
            min(99, others.map { colourDistance(colours[region], colours[$0]) }.min() ?? 99)
        }
        told.expect(.colourPositive) { difference($0, told.positive) }
        told.expect(.colourNegative) { difference($0, told.negative) }
        told.expect(.colourRatio) {
            let positive = difference($0, told.positive)
            return positive / (positive + difference($0, told.negative) + 1e-3)
        }
        told.expect(.lightness) { colours[$0][0] }
        told.expect(.greenRed) { colours[$0][1] }
        told.expect(.blueYellow) { colours[$0][2] }
        told.expect(.texture) { colours[$0][3] }
        told.expect(.chroma) { (colours[$0][1] * colours[$0][1] + colours[$0][2] * colours[$0][2]).squareRoot() }
        told.expect(.deviation) { told.nodes[$0].deviation }
    }

    @Test("Size and place are those of the region's pixels", arguments: seeds)
    func places(seed: Int) {
        let told = Told(DrawnPrompts(seed: seed))
        let drawn = told.drawn
        let first = drawn.point(drawn.pixels.positives[0])
        let diagonal = Float(22 * 22 + 18 * 18).squareRoot()
        func edgeDistance(_ point: ViewPoint) -> Float {
            ([point.x, 22 - point.x, point.y, 18 - point.y].min() ?? 0) / diagonal
        }
        told.expect(.logArea) { logarithm(drawn.counts([$0]).area / (22 * 18)) }
        told.expect(.borderShare) { drawn.counts([$0]).border / (22 + 18) }
        told.expect(.row) { drawn.middle([$0]).y / 18 }
        told.expect(.columnOffset) { abs(drawn.middle([$0]).x / 22 - 0.5) }
        told.expect(.edgeDistance) { edgeDistance(drawn.middle([$0])) }
        told.expect(.clickRow) { _ in first.y / 18 }
        told.expect(.clickEdgeDistance) { _ in edgeDistance(first) }
        told.expect(.logViewShare) { _ in logarithm(Float(22 * 18) / (30 * 28)) }
        told.expect(.isPositive) { told.positive.contains($0) ? 1 : 0 }
        told.expect(.isNegative) { told.negative.contains($0) ? 1 : 0 }
        told.expect(.positiveCount) { _ in 2 }
        told.expect(.negativeCount) { _ in 2 }
        told.expect(.outlineStrength) { region in
            let edges = told.view.graph.edges.filter { Int($0.a) == region || Int($0.b) == region }
            let length = edges.reduce(0) { $0 + $1.length }
            return edges.reduce(0) { $0 + $1.strength * $1.length } / length
        }
        told.expect(.boxShare) { region in
            let counts = drawn.counts([region])
            return counts.count(where: drawn.isInBox) / counts.area
        }
        told.expect(.logAreaOverBox) { logarithm(drawn.counts([$0]).area / (13 * 8)) }
        told.expect(.boxDepth) {
            let middle = drawn.middle([$0])
            let sides = [middle.x - 3, 16 - middle.x, middle.y - 5, 13 - middle.y]
            return 2 * (sides.min() ?? 0) / 8
        }
    }

    @Test("A correction is compared with the mask before, counted in pixels", arguments: seeds)
    func memory(seed: Int) throws {
        let told = Told(DrawnPrompts(seed: seed))
        let drawn = told.drawn
        let correction = try #require(drawn.memory.correction)
        let mask = drawn.memory.mask
        func share(_ region: Int) -> Float {
            let counts = drawn.counts([region])
            return counts.count { mask[$0] == 1 } / counts.area
        }
        let covered = Float(mask.count { $0 == 1 })
        let depth = max(1, correction.depth)
        func distance(_ region: Int) -> Float { drawn.middle([region]).distance(to: correction.point) }
        let barriers = drawn.overBarriers(from: [correction.region])
        let paths = drawn.overPlane(from: [correction.region])
        let opposite = drawn.overBarriers(from: correction.isPositive ? told.negative : told.positive)
        told.expect(.memoryKind) { _ in 1 }
        told.expect(.memoryShare, share)
        told.expect(.logMemoryArea) { _ in logarithm(covered / (22 * 18)) }
        told.expect(.correctionSign) { _ in seed % 2 == 0 ? 1 : -1 }
        told.expect(.wouldFlip) { (share($0) < 0.5) == (seed % 2 == 0) ? 1 : 0 }
        told.expect(.logCorrectionDepth) { _ in logarithm(depth / Float(22 * 22 + 18 * 18).squareRoot()) }
        told.expect(.distanceOverDepth) { $0 == correction.region ? 0 : distance($0) / depth }
        told.expect(.distanceOverMemory) { distance($0) / covered.squareRoot() }
        told.expect(.sizeOverDepth) { drawn.counts([$0]).area.squareRoot() / depth }
        told.expect(.barrierCorrection) { barriers[$0] }
        told.expect(.pathCorrection) { paths[$0] }
        told.expect(.barrierRatioCorrection) { region in
            let sum = barriers[region] + opposite[region]
            return sum > 0 ? barriers[region] / sum : 0
        }
        told.expect(.colourCorrection) {
            colourDistance(told.nodes[$0].colour, told.nodes[correction.region].colour)
        }
        let join = { (region: Int) in drawn.joins(region, [correction.region]) }
        told.expect(.joinHeightCorrection) { join($0).map(\.height).min() ?? 0 }
        told.expect(.joinAreaOverDepth) { logarithm((join($0).map(\.area).min() ?? 0) / (depth * depth + 1)) }
    }

    @Test("The colour cuts are told in the order of their names", arguments: seeds)
    func cuts(seed: Int) {
        let told = Told(DrawnPrompts(seed: seed))
        let guesses: [(Guesses.Guess, RegionFeature, RegionFeature, RegionFeature, RegionFeature)] = [
            (told.guesses.fromScale, .scaleCut, .scaleCutRatio, .scaleCutArea, .scaleCutDepthShare),
            (told.guesses.fromMemory, .memoryCut, .memoryCutRatio, .memoryCutArea, .memoryCutDepthShare),
            (told.guesses.fromSalience, .salientCut, .salientCutRatio, .salientCutArea, .salientCutDepthShare),
        ]
        for (guess, isObject, ratio, area, depthShare) in guesses {
            let members = guess.cut.isObject
            told.expect(isObject) { members[$0] ? 1 : 0 }
            told.expect(ratio) { guess.cut.logRatio[$0] }
            told.expect(area) { _ in told.drawn.counts(members.indices.filter { members[$0] }).area / (22 * 18) }
            let click = told.drawn.prompts.positives[0].point
            let depth = told.view.depthGrid.depth(at: click, in: members)
            told.expect(depthShare) { _ in min(1, depth.atClick / depth.deepest) }
        }
    }

    @Test("What was not said is -1: no mask before, no box, no click of anybody")
    func unsaid() {
        let drawn = DrawnPrompts(seed: 1, hasAll: false)
        let alone = Told(drawn, remembers: false)
        let ofMemory: [RegionFeature] = [
            .memoryKind, .memoryShare, .memoryShareAround, .logCorrectionDepth, .correctionSign, .distanceOverDepth,
            .barrierCorrection, .pathCorrection, .colourCorrection, .joinHeightCorrection, .joinAreaOverDepth,
            .wouldFlip,
            .barrierRatioCorrection, .logMemoryArea, .distanceOverMemory, .memoryColourRatio, .sizeOverDepth,
            .raySumCorrection, .rayMaximumCorrection, .changeDepthShare, .changeDepthOverDepth,
            .distanceOverChangeDepth,
        ]
        for feature in ofMemory + [.boxShare, .boxDepth, .logAreaOverBox] { alone.expect(feature) { _ in -1 } }

        var boxAlone = DrawnPrompts(seed: 1).pixels
        boxAlone.positives = []
        let implied = Told(drawn, ViewPrompts(boxAlone, in: drawn.view), remembers: false)
        let ofClicks: [RegionFeature] = [
            .joinDepthShare, .joinDepthOverSize, .joinDeepestOverSize, .distanceOverJoinDepth, .scaleCutDepthShare,
            .memoryCutDepthShare, .salientCutDepthShare,
        ]
        for feature in ofClicks { implied.expect(feature) { _ in -1 } }
        implied.expect(.positiveCount) { _ in 0 }
    }
}
