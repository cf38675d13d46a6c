// SPDX-License-Identifier: Apache-2.0

/// How far every region is from the clicks and from the border of the view, in several senses of "far".
struct ClickDistances: Sendable {
    let joinPositive: Join
    let joinNegative: Join
    let barrierPositive: [Float]
    let barrierNegative: [Float]
    let barrierBorder: [Float]
    let pathPositive: [Float]
    let pathNegative: [Float]
    let pathBorder: [Float]
    /// Distance from the nearest click to the region's centroid, as a share of the view's diagonal; 0 for a clicked
    /// region, 9 without clicks.
    let distancePositive: [Float]
    let distanceNegative: [Float]
    /// From -1 (at the border or a negative click) to 1 (at a positive click).
    let position: [Float]

    init(_ view: View, _ prompts: ViewPrompts, helpers: Helpers = .none) {
        let graph = view.graph
        let diagonal = view.geometry.diagonal
        let borders = (0..<view.regionCount).filter { view.tree.nodes[$0].border > 0 && !prompts.isPositive[$0] }
        let hasNegatives = !prompts.negativeRegions.isEmpty
        let far = [Float](repeating: 50, count: view.regionCount)
        let long = [Float](repeating: 10, count: view.regionCount)

        joinPositive = Join(view, prompts.positiveRegions)
        joinNegative = Join(view, prompts.negativeRegions)
        ((barrierPositive, pathPositive), (barrierBorder, pathBorder)) = helpers.both {
            view.distances(from: prompts.positiveRegions)
        } _: {
            view.distances(from: borders)
        }
        (barrierNegative, pathNegative) =
            hasNegatives ? view.distances(from: prompts.negativeRegions) : (barriers: far, paths: long)
        distancePositive = Self.distance(graph, prompts.positives, prompts.isPositive, diagonal)
        distanceNegative = Self.distance(graph, prompts.negatives, prompts.isNegative, diagonal)
        position = (0..<view.regionCount).map { [pathPositive, pathNegative, pathBorder] region in
            let near = pathPositive[region]
            let border = (pathBorder[region] - near) / (pathBorder[region] + near + 1e-6)
            guard hasNegatives else { return border }
            return min(border, (pathNegative[region] - near) / (pathNegative[region] + near + 1e-6))
        }
    }

    private static func distance(
        _ graph: RegionGraph, _ clicks: [ViewPrompts.Click], _ isClicked: [Bool], _ diagonal: Float
    ) -> [Float] {
        graph.centroids.indices.map { region in
            if isClicked[region] { return 0 }
            return clicks.reduce(9) { min($0, graph.centroids[region].distance(to: $1.point) / diagonal) }
        }
    }
}

/// Where in the region tree each region meets the nearest of a few others.
struct Join: Sendable {
    /// Least height, and least area in view pixels, of a node that holds both.
    private(set) var height: [Float]
    private(set) var area: [Float]

    init(_ view: View, _ regions: [Int]) {
        height = [Float](repeating: 1e3, count: view.regionCount)
        area = [Float](repeating: Float(view.geometry.pixelCount), count: view.regionCount)
        for region in regions {
            let path = view.tree.path(from: region)
            view.tree.forEachLeaf(path) { leaf, place in
                let node = view.tree.nodes[path[place]]
                height[leaf] = min(height[leaf], node.height)
                area[leaf] = min(area[leaf], node.area)
            }
        }
    }
}
