// SPDX-License-Identifier: Apache-2.0

/// A set of regions that may be the clicked object.
///
/// The probabilities of single regions can't say whether the bottle, its cap or the whole heap is meant. Sets can be asked
/// as a whole: whether the click lies in their middle, whether their outline is strong, whether their size is usual.
struct Candidate: Sendable {
    let isObject: [Bool]
    /// By how much all log-odds were moved for it.
    let bias: Float

    /// How much all log-odds are moved for one cut after the other, and how much more where the size of a typical object is
    /// known: that can tell a cap from its bottle and a bottle from a heap, which nothing else can for certain.
    private static let biases: [Float] = [-1.6, -0.8, 0, 0.8, 1.6]
    private static let moreBiases: [Float] = [2.4, 3.2, 4]

    /// The candidates at a first click: cuts with all log-odds moved down and up, each of which contains the one before
    /// it. No two are the same; of those that are, the one with the least bias is kept.
    static func cuts(
        _ view: View, _ prompts: ViewPrompts, _ probabilities: [Float], helpers: Helpers = .none
    ) -> [Candidate] {
        let more = prompts.typicalSize == nil ? [] : moreBiases
        let biases = more.reversed().map { -$0 } + biases + more
        let weights = view.graph.cutWeights(factor: 1)
        @Sendable func sets(_ biases: ArraySlice<Float>) -> [[Bool]] {
            let network = view.graph.network(weights)
            return biases.map { bias in
                RegionLabelling.cut(network, view, prompts, probabilities.map { moved($0, by: bias) })
            }
        }
        // Always in two parts, though nobody may help: the flow that a cut finds in its network may decide between equals.
        let middle = biases.count / 2
        let (lower, upper) = helpers.both {
            sets(biases[..<middle])
        } _: {
            sets(biases[middle...])
        }
        var candidates: [Candidate] = []
        for (bias, set) in zip(biases, lower + upper) {
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
}
