// SPDX-License-Identifier: Apache-2.0

import Raster

extension ViewStages {
    /// A picture of each stage, in their order, with its name.
    var pictures: [(name: String, image: Image)] {
        let tree = RegionTree(mergeTree, leafLimit: View.regionLimit)
        let regions = basins.labels(renumbered: tree.leafOfBasin)
        return [
            (
                "colours",
                StageDrawing(width: geometry.width, height: geometry.height) { x, y in
                    colour.colour(y * geometry.width + x)
                }.image
            ),
            ("gradient-fine", cue.fine.drawn(width: geometry.width, height: geometry.height, step: 1)),
            ("gradient-middle", cue.middle.drawn(width: geometry.width, height: geometry.height, step: 2)),
            ("gradient-coarse", cue.coarse.drawn(width: geometry.width, height: geometry.height, step: 4)),
            ("gradient-texture", cue.texture.drawn(width: geometry.width, height: geometry.height, step: 4)),
            ("relief", cue.relief.drawn(width: geometry.width, height: geometry.height, step: 1)),
            ("basins", drawnBasins),
            ("edge-strengths", drawnEdges(strengthOfEdge)),
            ("merge-tree", drawnEdges(heightOfEdge)),
            ("regions", drawnRegions(regions, count: tree.leafCount)),
        ]
    }

    /// Every basin in a colour of its own.
    private var drawnBasins: Image {
        let colours = (0..<basins.count).map { basin -> SIMD3<Float> in
            // The fractional parts of multiples of irrational numbers never come close to each other for long.
            func part(_ factor: Float) -> Float { (Float(basin + 1) * factor).truncatingRemainder(dividingBy: 1) }
            return 70 + 170 * SIMD3(part(0.618034), part(0.754878), part(0.569840))
        }
        return StageDrawing(
            viewWidth: geometry.width, viewHeight: geometry.height,
            fill: { colours[Int(basins.labels[$0])] },
            boundary: { basins.labels[$0] != basins.labels[$1] ? StageDrawing.black : nil }
        ).image
    }

    /// Boundaries between basins, the darker the nearer their value is to 1.
    private func drawnEdges(_ value: (BasinGraph.Edge, Float) -> Float) -> Image {
        var darkness: [UInt64: Float] = [:]
        for (edge, strength) in zip(basinGraph.edges, edgeStrengths) {
            darkness[Self.key(edge.a, edge.b)] = value(edge, strength)
        }
        return StageDrawing(
            viewWidth: geometry.width, viewHeight: geometry.height,
            fill: { _ in StageDrawing.white },
            boundary: { first, second in
                let a = basins.labels[first]
                let b = basins.labels[second]
                guard a != b, let value = darkness[Self.key(a, b)] else { return nil }
                return SIMD3(repeating: 255 * (1 - value))
            }
        ).image
    }

    private static func key(_ a: Int32, _ b: Int32) -> UInt64 { UInt64(min(a, b)) << 32 | UInt64(max(a, b)) }

    private func strengthOfEdge(_ edge: BasinGraph.Edge, _ strength: Float) -> Float { strength }

    /// How high in the merge tree the two sides come together: the ultrametric contour map of P. Arbelaez (2006).
    ///
    /// Heights are many low and few high ones; their square root shows both.
    private func heightOfEdge(_ edge: BasinGraph.Edge, _ strength: Float) -> Float {
        let nodes = mergeTree.nodes
        var a = Int(edge.a)
        var b = Int(edge.b)
        // Parents come after their children: the one that comes first can't be above the other.
        while a != b {
            if a < b { a = Int(nodes[a].parent) } else { b = Int(nodes[b].parent) }
        }
        let root = nodes[nodes.count - 1].height
        return root > 0 ? (nodes[a].height / root).squareRoot() : 0
    }

    /// The regions in their mean colours.
    private func drawnRegions(_ regions: [Int32], count: Int) -> Image {
        var sums = [SIMD3<Float>](repeating: StageDrawing.black, count: count)
        var areas = [Float](repeating: 0, count: count)
        for (pixel, region) in regions.enumerated() {
            sums[Int(region)] += colour.colour(pixel)
            areas[Int(region)] += 1
        }
        let means = zip(sums, areas).map { $0 / $1 }
        return StageDrawing(
            viewWidth: geometry.width, viewHeight: geometry.height,
            fill: { means[Int(regions[$0])] },
            boundary: { first, second in
                let a = Int(regions[first])
                let b = Int(regions[second])
                return a == b ? nil : (0.5 * (means[a] + means[b])).contrast
            }
        ).image
    }
}
