// SPDX-License-Identifier: Apache-2.0

/// Guesses of the object, which are among the things from which it is decided.
struct Guesses: Sendable {
    /// The scale that the clicks are likely to mean, and the regions that belong to it.
    let scale: ScaleChoice
    let scaleMembers: [Bool]
    /// A colour cut from the chosen scale.
    let fromScale: Guess
    /// One from the memory, or from a disc around the click.
    let fromMemory: Guess
    /// One from what stands out from the border of the view.
    let fromSalience: Guess

    /// A colour cut, and how deep the first click lies in it (as a share of the deepest place; -1 without a click).
    struct Guess: Sendable {
        let cut: ColourCut
        let depthShare: Float

        fileprivate init(_ cut: ColourCut, _ view: View, _ prompts: ViewPrompts) {
            self.cut = cut
            depthShare = prompts.first.map { view.depthGrid.depth(at: $0.point, in: cut.isObject).share } ?? -1
        }
    }

    /// - Parameter weights: The cut weights of the region graph's edges.
    init(
        _ view: View, _ prompts: ViewPrompts, _ memory: Memory?, _ distances: ClickDistances,
        _ scaleDecision: TreeEnsemble?, weights: [Float], helpers: Helpers
    ) {
        @Sendable func guess(from start: [Bool], _ network: borrowing FlowNetwork, _ setting: ColourCut.Setting)
            -> Guess
        {
            let cut = ColourCut(
                view, prompts, start: start, geodesicPosition: distances.position, network: network, setting)
            return Guess(cut, view, prompts)
        }
        let (byScale, others) = helpers.both {
            let scale = ScaleChoice(view, prompts, scaleDecision)
            let members = Self.members(of: scale, prompts)
            let setting = ColourCut.Setting(
                geodesicWeight: 2, prior: scale.membership.map { 2 * ($0 - 0.5) }, bordersAreBackground: false)
            let cut = guess(from: members, view.graph.network(weights), setting)
            return (scale: scale, members: members, guess: cut)
        } _: {
            let setting = ColourCut.Setting(geodesicWeight: 0.5, prior: nil, bordersAreBackground: true)
            let network = view.graph.network(weights)
            return (
                memory: guess(from: Self.rememberedMembers(view, prompts, memory, distances), network, setting),
                salience: guess(from: Self.salientMembers(view, prompts), network, setting)
            )
        }
        scale = byScale.scale
        scaleMembers = byScale.members
        fromScale = byScale.guess
        fromMemory = others.memory
        fromSalience = others.salience
    }

    private static func members(of scale: ScaleChoice, _ prompts: ViewPrompts) -> [Bool] {
        scale.membership.indices.map {
            prompts.isPositive[$0] || (scale.membership[$0] > 0.5 && !prompts.isNegative[$0])
        }
    }

    /// The mask before with the neighbourhood of the correction turned over, or, at the first click, a disc around it.
    private static func rememberedMembers(
        _ view: View, _ prompts: ViewPrompts, _ memory: Memory?, _ distances: ClickDistances
    ) -> [Bool] {
        (0..<view.regionCount).map { region in
            if prompts.isPositive[region] { return true }
            if prompts.isNegative[region] { return false }
            guard let memory else {
                return distances.distancePositive[region] < 0.08 && view.tree.nodes[region].border == 0
            }
            if let correction = memory.correction, correction.depth > 0,
                view.graph.centroids[region].distance(to: correction.point) < correction.depth
            {
                return correction.isPositive
            }
            return memory.share[region] > 0.5
        }
    }

    /// Everything that does not look like the border of the view.
    private static func salientMembers(_ view: View, _ prompts: ViewPrompts) -> [Bool] {
        (0..<view.regionCount).map {
            prompts.isPositive[$0] || (!prompts.isNegative[$0] && view.salience.borderHold[$0] < 1)
        }
    }
}
