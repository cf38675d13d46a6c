// SPDX-License-Identifier: Apache-2.0

// Whether clicks lie in the middle of what they are taken for.

extension RegionFeatures {
    /// How deep the first click lies in the nodes that join it with the regions.
    mutating func fillJoinDepth(_ view: View, _ prompts: ViewPrompts) {
        guard let click = prompts.first else { return }
        let depths = view.depths(of: click)
        let path = view.tree.path(from: click.region)
        let join = view.tree.joinPlaces(path)
        let sizes = path.map { view.tree.nodes[$0].area.squareRoot() }
        let distance = view.graph.centroids.map { $0.distance(to: click.point) }
        set(.joinDepthShare) { depths[join[$0]].share }
        set(.joinDepthOverSize) { depths[join[$0]].atClick / sizes[join[$0]] }
        set(.joinDeepestOverSize) { depths[join[$0]].deepest / sizes[join[$0]] }
        set(.distanceOverJoinDepth) { distance[$0] / depths[join[$0]].atClick }
    }

    /// How deep the click that corrects lies in what would change with the nodes that join it with the regions; `distance`
    /// is how far it is from each of them.
    mutating func fillChangeDepth(
        _ view: View, _ memory: Memory, _ correction: Memory.Correction, distance: [Float]
    ) {
        let depths = view.depths(of: correction, changing: memory.share)
        let join = view.tree.joinPlaces(view.tree.path(from: correction.region))
        let wanted = max(correction.depth, 1)
        set(.changeDepthShare) { depths[join[$0]].share }
        set(.changeDepthOverDepth) { depths[join[$0]].atClick / wanted }
        set(.distanceOverChangeDepth) { distance[$0] / depths[join[$0]].atClick }
    }
}
