// SPDX-License-Identifier: Apache-2.0

/// What the regions of a view are like on the whole: one thing on plain ground, or a heap of many.
///
/// The same boundary around a click means something else where every region has one. The numbers are the same for all
/// regions of a view; in a tree they choose how the others are read.
enum SceneFeatures {
    /// Of these the mean and the standard deviation over the view are told, by area.
    static let summarised: [RegionFeature] = [
        .lightness, .chroma, .texture, .outlineStrength, .deviation, .borderHold, .contrast, .joinHeightPositive,
        .barrierPositive, .raySum, .scaleMembership, .colourPositive, .logFreeArea, .heightAtBorder,
    ]

    static let names: [String] =
        summarised.flatMap { ["scene.mean.\($0)", "scene.deviation.\($0)"] }
        + ["scene.logRegions", "scene.logAreaOfPixel", "scene.logAreaOfRegion"]

    /// The numbers in the order of ``names``.
    ///
    /// - Parameter table: ``RegionFeature/allCases`` of every region, filled in.
    static func values(_ table: FeatureTable, _ view: View) -> [Float] {
        let areas = (0..<table.rows).map { view.tree.nodes[$0].area }
        let total = max(areas.reduce(0, +), 1)
        func mean(_ value: (_ region: Int) -> Float) -> Float {
            areas.indices.reduce(0) { $0 + areas[$1] * value($1) } / total
        }
        var values: [Float] = []
        values.reserveCapacity(names.count)
        for feature in summarised {
            let middle = mean { table[$0, feature] }
            let variance = mean { (table[$0, feature] - middle) * (table[$0, feature] - middle) }
            values += [middle, variance.squareRoot()]
        }
        let ofRegions =
            areas.indices.reduce(Float(0)) { $0 + table[$1, RegionFeature.logArea] } / Float(max(1, table.rows))
        return values + [logarithm(Float(max(1, table.rows))), mean { table[$0, RegionFeature.logArea] }, ofRegions]
    }
}
