// SPDX-License-Identifier: Apache-2.0

/// Which regions of a view are the object, and how sure that is.
struct RegionLabelling: Sendable {
    let isObject: [Bool]
    /// Probability of each region to belong to the object.
    let probabilities: [Float]
    /// Expected overlap (intersection over union) of the labelling with the object, if the probabilities are right.
    let expectedOverlap: Float

    /// Added to all log-odds at a first click, by the share of the view that the object is expected to cover.
    ///
    /// Large objects weigh more in learning, as large ones are the ones that would be cut to pieces. Where all regions
    /// together expect a small object, this takes back what small ones lose by it.
    static func firstClickBias(expectedShare: Float) -> Float {
        logarithm(max(expectedShare, 1e-4) / 0.2).clamped(to: -0.7...0)
    }

    /// Decides which regions are the object.
    ///
    /// A correction or a box is decided in two rounds, the second with the first in sight. A first click alone is not:
    /// there the second round has nothing to go by that the first had not, and was measured to do harm; and a node that
    /// stands out by itself needs no decision (see ``View/distinctNode(around:)``).
    ///
    /// - Parameter observer: is given what was decided from, for looking at it and for learning.
    init(
        _ view: View, _ prompts: ViewPrompts, _ memory: Memory?, _ decisions: Decisions, helpers: Helpers = .none,
        observer: ((SolveRecord) -> Void)? = nil
    ) {
        let features = RegionFeatures(view, prompts, memory, decisions.scale, helpers: helpers)
        let isFirstClick = memory?.correction == nil && prompts.box == nil
        var probabilities: [Float]
        var context: FeatureTable?
        if let region = decisions.region {
            probabilities = region.evaluate(features.table, helpers: helpers).map(logistic)
            if !isFirstClick, decisions.context != nil || observer != nil {
                context = contextFeatures(view, prompts, features.table, probabilities: probabilities)
            }
            if let second = decisions.context, let context {
                probabilities = second.evaluate(context).map(logistic)
            }
        } else {
            probabilities = features.scaleCut.isObject.map { $0 ? 0.9 : 0.1 }
        }
        if let box = prompts.box {
            for region in probabilities.indices where box.share[region] < 0.5 { probabilities[region] = 0.002 }
        }
        if isFirstClick && decisions.region != nil {
            if let click = prompts.positives.first, let node = view.distinctNode(around: click.region) {
                probabilities = probabilities.indices.map { view.tree.contains(node, leaf: $0) ? 0.98 : 0.02 }
            } else {
                let bias = Self.firstClickBias(expectedShare: view.expectedShare(probabilities))
                probabilities = probabilities.map { moved($0, by: bias) }
            }
        }
        self.init(view, prompts, probabilities: probabilities)
        if isFirstClick, let typicalArea = prompts.typicalArea {
            let candidates = Candidate.all(view, prompts, features.scale, self)
            if let best = Candidate.best(candidates, typicalArea: typicalArea, probabilities, view) {
                self.init(best.isObject, probabilities, view)
            }
        }
        observer?(
            SolveRecord(
                view: view, prompts: prompts, memory: memory, features: features.table, context: context,
                probabilities: probabilities, isObject: isObject))
    }

    private init(_ isObject: [Bool], _ probabilities: [Float], _ view: View) {
        self.isObject = isObject
        self.probabilities = probabilities
        expectedOverlap = Self.expectedOverlap(isObject, probabilities, view)
    }

    /// Cuts the region graph by probabilities.
    init(_ view: View, _ prompts: ViewPrompts, probabilities: [Float]) {
        let certain: Float = 1e7
        let preference = probabilities.indices.map { region -> Float in
            if prompts.isPositive[region] && !prompts.positivesAreImplied { return certain }
            if prompts.isNegative[region] { return -certain }
            return view.tree.nodes[region].area * logOdds(probabilities[region].clamped(to: 0.005...0.995))
        }
        let cut = view.graph.network(view.graph.cutWeights(factor: 1)).minimumCut(preference)
        let object =
            prompts.positivesAreImplied
            ? Self.largestPart(of: cut, view) : view.graph.connected(cut, to: prompts.positiveRegions)
        self.init(object, probabilities, view)
    }

    /// The largest connected part of a set of regions.
    private static func largestPart(of set: [Bool], _ view: View) -> [Bool] {
        var best = [Bool](repeating: false, count: set.count)
        var bestArea: Float = 0
        var seen = best
        for region in set.indices where set[region] && !seen[region] {
            let part = view.graph.connected(set, to: [region])
            for member in part.indices where part[member] { seen[member] = true }
            let area = view.area(of: part)
            if area > bestArea {
                bestArea = area
                best = part
            }
        }
        return best
    }

    static func expectedOverlap(_ isObject: [Bool], _ probabilities: [Float], _ view: View) -> Float {
        var both: Float = 0
        var either: Float = 1e-6
        for region in isObject.indices {
            let area = view.tree.nodes[region].area
            if isObject[region] {
                both += probabilities[region] * area
                either += area
            } else if probabilities[region] > 0.02 {
                either += probabilities[region] * area
            }
        }
        return both / either
    }
}

extension View {
    /// Share of the view that is object if `probabilities`, one a region, are right.
    fileprivate func expectedShare(_ probabilities: [Float]) -> Float {
        var area: Float = 0
        for region in probabilities.indices { area += probabilities[region] * tree.nodes[region].area }
        return area / Float(geometry.pixelCount)
    }
}

/// Everything one decision on the regions of a view was made from.
package struct SolveRecord: Sendable {
    let view: View
    let prompts: ViewPrompts
    let memory: Memory?
    let features: FeatureTable
    let context: FeatureTable?
    let probabilities: [Float]
    /// What was decided.
    let isObject: [Bool]
}
