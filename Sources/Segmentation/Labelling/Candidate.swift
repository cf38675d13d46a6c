// SPDX-License-Identifier: Apache-2.0

/// A set of regions that may be the clicked object.
///
/// The probabilities of single regions can't say whether the bottle, its cap or the whole heap is meant. Where the size
/// of a typical object is known, it can: then other sets than the plain cut are looked at, too.
struct Candidate: Sendable {
    let isObject: [Bool]

    /// The candidates at a first click: the plain cut, cuts with all log-odds moved up and down, and the nodes of the
    /// region tree with the best scores. No two are the same.
    static func all(
        _ view: View, _ prompts: ViewPrompts, _ scale: ScaleChoice, _ main: RegionLabelling
    ) -> [Candidate] {
        var candidates = [Candidate(isObject: main.isObject)]
        func add(_ set: [Bool]) {
            guard !candidates.contains(where: { $0.isObject == set }) else { return }
            candidates.append(Candidate(isObject: set))
        }
        for bias: Float in [-1.6, -0.8, 0.8, 1.6, 2.4] {
            let probabilities = main.probabilities.map { moved($0, by: bias) }
            add(RegionLabelling(view, prompts, probabilities: probabilities).isObject)
        }
        for node in scale.bestNodes { add(view.members(of: node, prompts)) }
        return candidates
    }

    /// The candidate whose overlap with the object is expected to be best, when objects of another size than the
    /// typical one are the less likely the further off they are.
    ///
    /// - Parameter typicalArea: Area of a typical object in view pixels.
    static func best(
        _ candidates: [Candidate], typicalArea: Float, _ probabilities: [Float], _ view: View
    ) -> Candidate? {
        func score(_ candidate: Candidate) -> Float {
            let ratio = logarithm(max(1, view.area(of: candidate.isObject)) / max(1, typicalArea))
            return RegionLabelling.expectedOverlap(candidate.isObject, probabilities, view) - 0.15 * min(4, abs(ratio))
        }
        let scores = candidates.map(score)
        guard let best = scores.max(), let index = scores.firstIndex(of: best) else { return nil }
        return candidates[index]
    }
}

extension View {
    /// The regions below a node of the region tree, with those of the positive clicks.
    fileprivate func members(of node: Int, _ prompts: ViewPrompts) -> [Bool] {
        var set = prompts.isPositive
        for place in tree.nodes[node].firstLeaf..<tree.nodes[node].endLeaf {
            let region = Int(tree.leafOrder[Int(place)])
            if !prompts.isNegative[region] { set[region] = true }
        }
        return set
    }
}
