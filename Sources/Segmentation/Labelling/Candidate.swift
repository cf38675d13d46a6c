// SPDX-License-Identifier: Apache-2.0

/// A set of regions that may be the clicked object.
///
/// The probabilities of single regions can't say whether the bottle, its cap or the whole heap is meant. Sets can be asked
/// as a whole: whether the click lies in their middle, whether their outline is strong, whether their size is usual.
struct Candidate: Sendable {
    let isObject: [Bool]
    /// By how much all log-odds were moved for it.
    let bias: Float

    /// How much all log-odds are moved for one cut after the other.
    static let biases: [Float] = [-2.4, -1.6, -0.8, 0, 0.8, 1.6, 2.4]

    /// The candidates at a first click: cuts with all log-odds moved down and up, each of which contains the one before
    /// it. No two are the same; of those that are, the one with the least bias is kept.
    static func cuts(_ view: View, _ prompts: ViewPrompts, _ probabilities: [Float]) -> [Candidate] {
        let network = view.graph.network(view.graph.cutWeights(factor: 1))
        var candidates: [Candidate] = []
        for bias in biases {
            let set = RegionLabelling.cut(network, view, prompts, probabilities.map { moved($0, by: bias) })
            if let last = candidates.last, last.isObject == set {
                if abs(bias) < abs(last.bias) {
                    candidates[candidates.count - 1] = Candidate(isObject: set, bias: bias)
                }
            } else {
                candidates.append(Candidate(isObject: set, bias: bias))
            }
        }
        return candidates
    }

    /// The best nodes of the region tree above the first click that are none of `known`.
    static func nodes(
        _ view: View, _ prompts: ViewPrompts, _ scale: ScaleChoice, except known: [Candidate]
    ) -> [Candidate] {
        scale.bestNodes.map { Candidate(isObject: view.members(of: $0, prompts), bias: 0) }
            .filter { node in !known.contains { $0.isObject == node.isObject } }
    }
}

extension View {
    /// The regions below a node of the region tree, with those of the positive clicks.
    fileprivate func members(of node: Int, _ prompts: ViewPrompts) -> [Bool] {
        var set = prompts.isPositive
        for region in tree.leaves(below: node) where !prompts.isNegative[region] { set[region] = true }
        return set
    }
}
