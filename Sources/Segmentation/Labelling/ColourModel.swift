// SPDX-License-Identifier: Apache-2.0

/// How well the colour of every region fits a set of regions, and the rest of the view.
struct ColourModel: Sendable {
    /// Logarithm of the density of the set, and of the rest, at each region's colour.
    let inside: [Float]
    let outside: [Float]

    /// The models of the regions in `members` and of all others, weighted by area.
    init(_ view: View, members: [Bool]) {
        let nodes = view.tree.nodes
        var weights = [Float](repeating: 0, count: members.count)
        var insideArea: Float = 0
        var outsideArea: Float = 0
        for region in members.indices {
            if members[region] {
                weights[region] = nodes[region].area
                insideArea += nodes[region].area
            } else {
                outsideArea += nodes[region].area
            }
        }
        let density = view.kernel.density(of: weights)
        let total = view.kernel.total
        inside = density.map { logarithm($0 / (insideArea + 1) + 1e-4) }
        outside = density.indices.map { logarithm(max(0, total[$0] - density[$0]) / (outsideArea + 1) + 1e-4) }
    }

    /// Logarithm of the likelihood ratio of a region: positive if its colour belongs to the set.
    @inline(__always)
    func logRatio(_ region: Int) -> Float { inside[region] - outside[region] }
}
