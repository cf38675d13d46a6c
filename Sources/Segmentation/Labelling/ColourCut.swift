// SPDX-License-Identifier: Apache-2.0

/// A guess of the object from colour alone, started from a set of regions and improved by turns: learn the colours of
/// object and rest, cut the region graph, keep what hangs together with a click.
///
/// The idea of GrabCut (C. Rother and others, 2004) on regions instead of pixels. The guess is not the answer; it is
/// one of the things from which the answer is decided.
struct ColourCut: Sendable {
    /// The guess.
    let isObject: [Bool]
    /// Colour log-likelihood ratio of each region in the last turn.
    let logRatio: [Float]
    /// Share of the view that the guess covers.
    let areaShare: Float

    /// What the turns take into account beside colour.
    struct Setting {
        /// Weight of the geodesic position between the clicks and the border or the negatives, -1...1.
        let geodesicWeight: Float
        /// Added preference of each region, a pixel.
        let prior: [Float]?
        /// Whether regions at the border of the view are background.
        let bordersAreBackground: Bool
    }

    init(
        _ view: View, _ prompts: ViewPrompts, start: [Bool], geodesicPosition: [Float], network: borrowing FlowNetwork,
        _ setting: Setting
    ) {
        let certain: Float = 1e7
        var members = start
        var ratios: [Float] = []
        for _ in 0..<3 {
            let model = ColourModel(view, members: members)
            ratios = members.indices.map(model.logRatio)
            let preference = members.indices.map { region -> Float in
                if prompts.isPositive[region] { return certain }
                let isBorder = setting.bordersAreBackground && view.tree.nodes[region].border > 0
                if prompts.isNegative[region] || isBorder { return -certain }
                let colour = ratios[region].clamped(to: -8...8)
                let position = setting.geodesicWeight * geodesicPosition[region]
                return view.tree.nodes[region].area * (colour + position + (setting.prior?[region] ?? 0))
            }
            let cut = network.minimumCut(preference)
            let kept = view.graph.connected(cut, to: prompts.positiveRegions)
            if kept == members { break }
            members = kept
        }
        isObject = members
        logRatio = ratios
        areaShare = view.area(of: members) / Float(view.geometry.pixelCount)
    }
}
