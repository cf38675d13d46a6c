// SPDX-License-Identifier: Apache-2.0

package import Raster

/// Things that were decided, with what is true of them: what the learned decisions are made from.
///
/// The features are the ones that the engine computes when it runs; there is no other implementation of them.
package struct Examples: Sendable {
    /// Features, a row an example.
    package private(set) var rows: [[Float]] = []
    /// What is true, one an example.
    package private(set) var targets: [Float] = []
    /// How much each example counts.
    package private(set) var weights: [Float] = []

    package init() {}

    mutating func add(_ table: FeatureTable, _ row: Int, target: Float, weight: Float) {
        rows.append(table.row(row))
        targets.append(target)
        weights.append(weight)
    }

    package mutating func append(_ other: Examples) {
        rows += other.rows
        targets += other.targets
        weights += other.weights
    }

    /// Names of the features of each decision, by its letter in the resource, in the order of the columns. What a decision
    /// was learned from is written down with it: a feature that moves to another column makes it mean something else.
    package static let featureNames: [String: [String]] = {
        let region = RegionFeatures.columnNames
        return [
            "E": EdgeFeature.allCases.map { "\($0)" },
            "S": NodeFeature.allCases.map { "\($0)" },
            "R": region,
            "O": CandidateFeature.allCases.map { "\($0)" },
            "C": region + ContextFeature.allCases.map { "context.\($0)" },
        ]
    }()
}

extension Examples {
    /// Boundaries between two basins of the object, and between the object and the rest.
    package static func edges(
        of picture: Picture, in rect: PixelRect, side: Int, _ truth: Truth, using generator: inout SeededGenerator
    ) -> Examples {
        let stages = ViewStages(StoredPicture(picture), rect: rect, side: side, edgeDecision: nil)
        let cover = truth.coverage(of: stages.basins.labels, count: stages.basins.count, in: stages.geometry)
        func share(_ basin: Int32) -> Float? {
            cover.valid[Int(basin)] > 0 ? cover.object[Int(basin)] / cover.valid[Int(basin)] : nil
        }
        var boundaries: [Int] = []
        var insides: [Int] = []
        for (index, edge) in stages.basinGraph.edges.enumerated() {
            guard let a = share(edge.a), let b = share(edge.b) else { continue }
            if max(a, b) > 0.8 && min(a, b) < 0.2 { boundaries.append(index) }
            if min(a, b) > 0.8 { insides.append(index) }
        }
        guard boundaries.count >= 5 else { return Examples() }
        insides.shuffle(using: &generator)
        insides = Array(insides.prefix(3 * boundaries.count + 200))
        let table = edgeFeatures(stages.basinGraph, stages.basinStatistics, meanGradient: stages.cue.meanGradient)
        let edges = stages.basinGraph.edges
        let total = (boundaries + insides).reduce(Float(0)) { $0 + edges[$1].length }
        var result = Examples()
        for (index, target) in boundaries.map({ ($0, Float(1)) }) + insides.map({ ($0, Float(0)) }) {
            result.add(table, index, target: target, weight: edges[index].length / total)
        }
        return result
    }

    /// Nodes above the last positive click, with their overlap with the object.
    package static func scales(_ record: SolveRecord, _ truth: Truth) -> Examples {
        let view = record.view
        let cover = truth.coverage(of: view.regionOfPixel, count: view.regionCount, in: view.geometry)
        var result = Examples()
        guard cover.object.contains(where: { $0 > 0 }), let click = record.prompts.positives.last else { return result }
        let path = view.tree.path(from: click.region)
        let table = nodeFeatures(path, click, view, record.prompts)
        for (row, node) in path.enumerated() {
            result.add(
                table, row, target: overlap(of: view.tree.leaves(below: node), cover), weight: 1 / Float(path.count))
        }
        return result
    }

    /// Sets of regions that were compared at a first click, with their overlap with the object.
    package static func candidates(_ record: SolveRecord, _ truth: Truth) -> Examples {
        let view = record.view
        var result = Examples()
        guard let choice = record.choice else { return result }
        let cover = truth.coverage(of: view.regionOfPixel, count: view.regionCount, in: view.geometry)
        guard cover.object.contains(where: { $0 > 0 }) else { return result }
        for (row, candidate) in choice.candidates.enumerated() {
            let regions = candidate.isObject.indices.lazy.filter { candidate.isObject[$0] }
            result.add(
                choice.features, row, target: overlap(of: regions, cover),
                weight: 1 / Float(choice.candidates.count))
        }
        return result
    }

    /// Overlap (intersection over union) of some regions of a view with the object.
    private static func overlap(
        of regions: some Sequence<Int>, _ cover: (object: [Float], valid: [Float])
    ) -> Float {
        var both: Float = 0
        var own: Float = 0
        for region in regions {
            both += cover.object[region]
            own += cover.valid[region]
        }
        return both / (own + cover.object.reduce(0, +) - both + 1e-6)
    }

    /// Regions of one decision, with whether they belong to the object: for the first or the second round.
    ///
    /// At most `limit` of them, large ones rather than small; regions on the true boundary teach nothing and are left out.
    package static func regions(
        _ record: SolveRecord, secondRound: Bool, _ truth: Truth, limit: Int, using generator: inout SeededGenerator
    ) -> Examples {
        let view = record.view
        var result = Examples()
        guard let table = secondRound ? record.context : record.features else { return result }
        let cover = truth.coverage(of: view.regionOfPixel, count: view.regionCount, in: view.geometry)
        var keyed: [(key: Float, region: Int)] = []
        for region in 0..<view.regionCount where cover.valid[region] > 0 {
            guard abs(cover.object[region] / cover.valid[region] - 0.5) > 0.12 else { continue }
            // Weighted sampling without replacement: the largest values of u^(1/weight) (P. Efraimidis, 2006).
            let key = logarithm(max(generator.unit(), 1e-7)) / cover.valid[region].squareRoot()
            keyed.append((key, region))
        }
        keyed.sort { $0.key != $1.key ? $0.key > $1.key : $0.region < $1.region }
        let chosen = keyed.prefix(limit).map(\.region)
        let weights = chosen.map { power(cover.valid[$0], 0.35) }
        let total = weights.reduce(0, +)
        let objectArea = cover.object.reduce(0, +)
        let share = objectArea / max(1, cover.valid.reduce(0, +))
        let scaleWeight = power(max(share, 1e-4) / 0.03, 0.4).clamped(to: 0.5...3)
        for (region, weight) in zip(chosen, weights) {
            result.add(
                table, region, target: cover.object[region] / cover.valid[region] > 0.5 ? 1 : 0,
                weight: scaleWeight * weight / total)
        }
        return result
    }
}

extension Segmenter {
    /// Segments as ``segment(_:_:)`` does, and gives `observer` every decision on the way.
    package func segment(
        _ analysis: Analysis, _ prompts: Prompts, observer: @escaping (SolveRecord) -> Void
    ) -> Segment {
        (try? segment(analysis, prompts, observer: Optional(observer)))
            ?? Segment(mask: .empty(frameWidth: analysis.width, frameHeight: analysis.height), confidence: 0)
    }
}
