// SPDX-License-Identifier: Apache-2.0

/// A set of regions that may be the clicked object.
struct Candidate: Sendable {
    /// How a candidate was found.
    enum Origin: Sendable, Equatable {
        /// The cut of the region graph, with this much added to all log-odds.
        case cut(bias: Float)
        /// A node of the region tree: the one with the best score, the next best, ...
        case node(rank: Int)
        /// The colour cut from the chosen scale, and from the disc around the click.
        case scaleCut, memoryCut

        /// A number for the feature table.
        var code: Float {
            switch self {
            case .cut(let bias): bias
            case .node(let rank): 5 + Float(rank)
            case .scaleCut: 10
            case .memoryCut: 11
            }
        }
    }

    let isObject: [Bool]
    let origin: Origin

    /// The candidates at a first click; the main one (the plain cut) is the first, and no two are the same.
    static func all(
        _ view: View, _ prompts: ViewPrompts, _ features: RegionFeatures, _ main: RegionLabelling
    ) -> [Candidate] {
        var candidates = [Candidate(isObject: main.isObject, origin: .cut(bias: 0))]
        func add(_ set: [Bool], _ origin: Origin) {
            guard !candidates.contains(where: { $0.isObject == set }) else { return }
            candidates.append(Candidate(isObject: set, origin: origin))
        }
        for bias: Float in [-1.6, -0.8, 0.8, 1.6, 2.4] {
            let shifted = main.probabilities.map { logistic(logOdds($0.clamped(to: 0.0005...0.9995)) + bias) }
            add(RegionLabelling(view, prompts, probabilities: shifted).isObject, .cut(bias: bias))
        }
        for (rank, node) in features.scale.bestNodes.enumerated() {
            add(view.members(of: node, prompts), .node(rank: rank))
        }
        add(features.scaleCut.isObject, .scaleCut)
        add(features.memoryCut.isObject, .memoryCut)
        return candidates
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
