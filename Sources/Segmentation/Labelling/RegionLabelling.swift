// SPDX-License-Identifier: Apache-2.0

/// Which regions of a view are the object, and how sure that is.
struct RegionLabelling: Sendable {
    let isObject: [Bool]
    /// Probability of each region to belong to the object.
    let probabilities: [Float]
    /// Expected overlap (intersection over union) of the labelling with the object, if the probabilities are right.
    let expectedOverlap: Float
    /// What was decided from, if that was asked for.
    private(set) var record: SolveRecord?

    /// Decides which regions are the object.
    ///
    /// A correction or a box is decided in two rounds, the second with the first in sight. At a first click alone the
    /// second round has nothing to go by that the first had not, and was measured to do harm: there sets of regions are
    /// compared instead (see ``Candidate``).
    ///
    /// - Parameter isObserved: Whether what is decided from is kept, for looking at it and for learning.
    init(
        _ view: View, _ prompts: ViewPrompts, _ memory: Memory?, _ decisions: Decisions, helpers: Helpers = .none,
        isObserved: Bool = false
    ) {
        let features = RegionFeatures(view, prompts, memory, decisions.scale, helpers: helpers)
        let isFirstClick = memory?.correction == nil && prompts.box == nil
        var (probabilities, context) = Self.decide(
            features, view, prompts, decisions, inTwoRounds: !isFirstClick, isObserved: isObserved,
            helpers: helpers)
        let isChosen = decisions.candidate != nil
        var choice: CandidateChoice?
        if isFirstClick, let click = prompts.first {
            if decisions.region != nil, let node = view.distinctNode(around: click.region, prompts.typicalSize) {
                probabilities = probabilities.indices.map { view.tree.contains(node, leaf: $0) ? 0.98 : 0.02 }
            } else if isChosen || isObserved {
                choice = CandidateChoice(
                    view, prompts, memory, features.guesses.scale, probabilities, decisions.candidate,
                    helpers: helpers)
            }
        }
        if let choice, isChosen {
            self.init(
                choice.best.isObject, probabilities.map { moved($0, by: choice.best.bias) },
                expectedOverlap: choice.bestScore)
        } else {
            self.init(view, prompts, probabilities: probabilities)
        }
        guard isObserved else { return }
        record = SolveRecord(
            view: view, prompts: prompts, memory: memory, features: features.table, context: context,
            choice: choice, probabilities: self.probabilities, isObject: isObject)
    }

    /// The probability of each region to belong to the object, and what the second round knew, if there was one.
    private static func decide(
        _ features: RegionFeatures, _ view: View, _ prompts: ViewPrompts, _ decisions: Decisions, inTwoRounds: Bool,
        isObserved: Bool, helpers: Helpers
    ) -> (probabilities: [Float], context: FeatureTable?) {
        guard let region = decisions.region else {
            return (confined(features.guesses.fromScale.cut.isObject.map { $0 ? 0.9 : 0.1 }, to: prompts.box), nil)
        }
        let first = region.evaluate(features.table, helpers: helpers).map(logistic)
        guard inTwoRounds, decisions.context != nil || isObserved else {
            return (confined(first, to: prompts.box), nil)
        }
        let context = contextFeatures(view, prompts, features.table, probabilities: first)
        let second = decisions.context?.evaluate(context, helpers: helpers).map(logistic)
        return (confined(second ?? first, to: prompts.box), context)
    }

    /// The probabilities with what lies outside of the annotator's box as good as out of the question.
    private static func confined(_ probabilities: [Float], to box: BoxInView?) -> [Float] {
        guard let box else { return probabilities }
        return probabilities.indices.map { box.share[$0] < 0.5 ? 0.002 : probabilities[$0] }
    }

    private init(_ isObject: [Bool], _ probabilities: [Float], expectedOverlap: Float) {
        self.isObject = isObject
        self.probabilities = probabilities
        self.expectedOverlap = expectedOverlap
    }

    /// Cuts the region graph by probabilities.
    init(_ view: View, _ prompts: ViewPrompts, probabilities: [Float]) {
        self.init(
            view, prompts, probabilities: probabilities,
            cutting: view.graph.network(view.graph.cutWeights(factor: 1)))
    }

    /// Cuts `network`, the region graph with its cut weights, by probabilities.
    init(
        _ view: View, _ prompts: ViewPrompts, probabilities: [Float], cutting network: borrowing FlowNetwork
    ) {
        let object = Self.cut(network, view, prompts, probabilities)
        self.init(object, probabilities, expectedOverlap: Self.expectedOverlap(object, probabilities, view))
    }

    /// The regions on the side of the object, as far as they hang together with a positive click.
    ///
    /// - Parameter network: The region graph with its cut weights.
    static func cut(
        _ network: borrowing FlowNetwork, _ view: View, _ prompts: ViewPrompts, _ probabilities: [Float]
    ) -> [Bool] {
        let certain: Float = 1e7
        let preference = probabilities.indices.map { region -> Float in
            if prompts.isPositive[region] && !prompts.positivesAreImplied { return certain }
            if prompts.isNegative[region] { return -certain }
            return view.tree.nodes[region].area * logOdds(probabilities[region].clamped(to: 0.005...0.995))
        }
        let cut = network.minimumCut(preference)
        return prompts.positivesAreImplied
            ? largestPart(of: cut, view) : view.graph.connected(cut, to: prompts.positiveRegions)
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

/// Everything one decision on the regions of a view was made from.
package struct SolveRecord: Sendable {
    let view: View
    let prompts: ViewPrompts
    let memory: Memory?
    let features: FeatureTable
    let context: FeatureTable?
    /// Between which sets of regions was chosen, at a first click.
    let choice: CandidateChoice?
    let probabilities: [Float]
    /// What was decided.
    let isObject: [Bool]
}
