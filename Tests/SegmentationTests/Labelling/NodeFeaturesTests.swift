// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct NodeFeaturesTests {
    /// A node on the path from the first click, and its row.
    private struct Row {
        let node: RegionTree.Node
        let counts: DrawnPrompts.Counts
        let number: Int
        let table: FeatureTable

        func expect(_ feature: NodeFeature, _ value: Float, sourceLocation: SourceLocation = #_sourceLocation) {
            let found = table[number, feature.rawValue]
            #expect(isClose(found, value), "\(feature): \(found), not \(value)", sourceLocation: sourceLocation)
        }
    }

    private func rows(_ drawn: DrawnPrompts, of click: ViewPrompts.Click) -> [Row] {
        let path = drawn.view.tree.path(from: click.region)
        let table = nodeFeatures(path, click, drawn.view, drawn.prompts)
        return path.enumerated().map { number, node in
            let counts = drawn.counts(drawn.view.tree.leaves(below: node))
            return Row(node: drawn.view.tree.nodes[node], counts: counts, number: number, table: table)
        }
    }

    @Test("Size and outline are those of the node's pixels", arguments: 0..<8)
    func shape(seed: Int) {
        let drawn = DrawnPrompts(seed: seed)
        for row in rows(drawn, of: drawn.prompts.positives[0]) {
            let counts = row.counts
            let outline = counts.outline + counts.border
            row.expect(.logAreaShare, logarithm(counts.area / (22 * 18)))
            row.expect(.boxFill, counts.area / (counts.width * counts.height))
            row.expect(.compactness, outline * outline / counts.area)
            row.expect(.borderOfOutline, counts.border / outline)
            row.expect(.borderOfView, counts.border / (2 * (22 + 18)))
            row.expect(.logAspect, logarithm(counts.width / counts.height))
            row.expect(.relativeSize, max(counts.width / 22, counts.height / 18))
            row.expect(.outlineStrength, counts.outline > 0 ? row.node.outlineStrength / counts.outline : 0)
            row.expect(.deviation, row.node.deviation)
            row.expect(.meanGradient, drawn.view.meanGradient)
            row.expect(.logViewShare, logarithm(Float(22 * 18) / (30 * 28)))
        }
    }

    @Test("A node is compared with its parent, its sibling and its children", arguments: 0..<8)
    func hierarchy(seed: Int) {
        let drawn = DrawnPrompts(seed: seed)
        let nodes = drawn.view.tree.nodes
        for row in rows(drawn, of: drawn.prompts.positives[0]) {
            let (node, area) = (row.node, row.counts.area)
            let isRoot = node.parent < 0
            let parent = isRoot ? node : nodes[Int(node.parent)]
            let parentHeight = isRoot ? 1.5 * node.height + 0.1 : parent.height
            row.expect(.height, node.height)
            row.expect(.parentHeight, parentHeight)
            row.expect(.heightGap, 1 - node.height / parentHeight)
            row.expect(.heightOfRoot, node.height / (nodes.map(\.height).max() ?? 1))
            let mean = row.counts.outline > 0 ? node.outlineStrength / row.counts.outline : 0
            row.expect(.strengthOverHeight, mean - node.height)
            row.expect(.parentAreaRatio, parent.area / area)
            row.expect(.siblingAreaRatio, (parent.area - area) / area)
            // Mean colours add up by area.
            let sibling = (parent.area * parent.colour - area * node.colour) / max(1, parent.area - area)
            if !isRoot {
                let difference = colourDistance(sibling, node.colour)
                #expect(abs(row.table[row.number, NodeFeature.siblingDifference.rawValue] - difference) < 0.05)
            }
            let children = [node.firstChild, node.secondChild].filter { $0 >= 0 }.map { nodes[Int($0)].colour }
            row.expect(.childDifference, children.isEmpty ? 0 : colourDistance(children[0], children[1]))
        }
    }

    @Test("Clicks inside a node are counted, and the box is laid over it", arguments: 0..<8, [false, true])
    func prompts(seed: Int, hasAll: Bool) {
        let drawn = DrawnPrompts(seed: seed, hasAll: hasAll)
        let click = drawn.prompts.positives[0]
        for row in rows(drawn, of: click) {
            let counts = row.counts
            let inside = Set(counts.places)
            row.expect(.positivesInside, Float(drawn.places(drawn.pixels.positives).count(where: inside.contains)) / 2)
            row.expect(.negativesInside, Float(drawn.places(drawn.pixels.negatives).count(where: inside.contains)))
            row.expect(.positiveCount, 2)
            row.expect(.negativeCount, hasAll ? 2 : 0)
            row.expect(
                .clickDifference, colourDistance(drawn.view.tree.nodes[click.region].colour, row.node.colour))
            let across = (click.point.x - counts.minX) / counts.width
            let down = (click.point.y - counts.minY) / counts.height
            row.expect(.clickOffset, (across - 0.5) * (across - 0.5) + (down - 0.5) * (down - 0.5))
            row.expect(.clickDepth, [across, 1 - across, down, 1 - down].min() ?? 0)
            guard hasAll else {
                row.expect(.boxOverlap, -1)
                row.expect(.shareInBox, -1)
                continue
            }
            let frame = (0..<drawn.view.geometry.pixelCount)
            func isInNodeBox(_ place: Int) -> Bool {
                let (x, y) = (Float(place % 22), Float(place / 22))
                return x >= counts.minX && x < counts.minX + counts.width && y >= counts.minY
                    && y < counts.minY + counts.height
            }
            let both = frame.count { drawn.isInBox($0) && isInNodeBox($0) }
            let either = frame.count { drawn.isInBox($0) || isInNodeBox($0) }
            row.expect(.boxOverlap, Float(both) / Float(either))
            row.expect(.shareInBox, counts.count(where: drawn.isInBox) / counts.area)
        }
    }

    @Test("Depths are those of the first click; of a later one they are not known", arguments: 0..<8)
    func depth(seed: Int) {
        let drawn = DrawnPrompts(seed: seed)
        let view = drawn.view
        let first = drawn.prompts.positives[0]
        for row in rows(drawn, of: first) {
            let node = view.tree.path(from: first.region)[row.number]
            let leaves = Set(view.tree.leaves(below: node))
            let depth = view.depthGrid.depth(at: first.point, in: (0..<view.regionCount).map(leaves.contains))
            let size = row.counts.area.squareRoot()
            row.expect(.depthShare, min(1, depth.atClick / depth.deepest))
            row.expect(.depthOverSize, depth.atClick / size)
            row.expect(.deepestOverSize, depth.deepest / size)
            row.expect(.offsetOverSize, depth.offset / size)
        }
        let unknown: [NodeFeature] = [.depthShare, .depthOverSize, .deepestOverSize, .offsetOverSize]
        for row in rows(drawn, of: drawn.prompts.positives[1]) {
            for feature in unknown { row.expect(feature, -1) }
        }
    }
}
