// SPDX-License-Identifier: Apache-2.0

/// What is known of a node of the region tree as a candidate for the clicked object.
enum NodeFeature: Int, CaseIterable {
    case logAreaShare, height, parentHeight, heightGap, outlineStrength, boxFill, compactness
    case borderOfOutline, borderOfView, parentAreaRatio, clickOffset
    case positivesInside, negativesInside, negativeCount, positiveCount
    case deviation, childDifference, siblingDifference, siblingAreaRatio, clickDifference
    case logAspect, relativeSize, clickDepth, heightOfRoot, strengthOverHeight, meanGradient
    case boxOverlap, shareInBox, logViewShare
    // Of the first click alone (see `ClickDepth`): later ones lie in the middle of an error, not of the object.
    case depthShare, depthOverSize, deepestOverSize, offsetOverSize
}

/// The features of the nodes on the path upwards from a click, a row of ``NodeFeature/allCases`` a node.
func nodeFeatures(_ path: [Int], _ click: ViewPrompts.Click, _ view: View, _ prompts: ViewPrompts) -> FeatureTable {
    var table = FeatureTable(rows: path.count, columns: NodeFeature.allCases.count)
    let depths = prompts.first.flatMap { $0.point == click.point ? view.depths(of: $0) : nil }
    for (row, index) in path.enumerated() {
        let node = DescribedNode(index, click, view, prompts)
        table.withRow(row, of: NodeFeature.self) { features in
            node.tellShape(features)
            node.tellHierarchy(features)
            node.tellPrompts(features)
            node.tellDepth(depths?[row], features)
        }
    }
    return table
}

/// A node on the path upwards from a click.
private struct DescribedNode {
    typealias Features = FeatureRow<NodeFeature>

    let index: Int
    let node: RegionTree.Node
    let click: ViewPrompts.Click
    let view: View
    let prompts: ViewPrompts

    init(_ index: Int, _ click: ViewPrompts.Click, _ view: View, _ prompts: ViewPrompts) {
        self.index = index
        node = view.tree.nodes[index]
        self.click = click
        self.view = view
        self.prompts = prompts
    }

    private var outlineStrength: Float { node.perimeter > 0 ? node.outlineStrength / node.perimeter : 0 }

    /// How large the node is, and its outline.
    func tellShape(_ features: Features) {
        let width = Float(view.geometry.width)
        let height = Float(view.geometry.height)
        let outline = node.perimeter + node.border
        features[.logAreaShare] = logarithm(node.area / Float(view.geometry.pixelCount))
        features[.outlineStrength] = outlineStrength
        features[.boxFill] = node.area / (node.boxWidth * node.boxHeight)
        features[.compactness] = outline * outline / node.area
        features[.borderOfOutline] = node.border / (outline + 1e-6)
        features[.borderOfView] = node.border / (2 * (width + height))
        features[.deviation] = node.deviation
        features[.logAspect] = logarithm(node.boxWidth / node.boxHeight)
        features[.relativeSize] = max(node.boxWidth / width, node.boxHeight / height)
        features[.meanGradient] = view.meanGradient
        features[.logViewShare] = prompts.logViewShare
    }

    /// What it is merged from and with, and when.
    func tellHierarchy(_ features: Features) {
        let nodes = view.tree.nodes
        let parent = node.parent >= 0 ? nodes[Int(node.parent)] : nil
        let parentHeight = parent?.height ?? (1.5 * node.height + 0.1)
        let sibling = parent.map { nodes[Int($0.firstChild) == index ? Int($0.secondChild) : Int($0.firstChild)] }
        features[.height] = node.height
        features[.parentHeight] = parentHeight
        features[.heightGap] = (parentHeight - node.height) / (parentHeight + 1e-6)
        features[.heightOfRoot] = node.height / (nodes[nodes.count - 1].height + 1e-6)
        features[.strengthOverHeight] = outlineStrength - node.height
        features[.parentAreaRatio] = (parent?.area ?? Float(view.geometry.pixelCount)) / node.area
        if node.firstChild >= 0 {
            features[.childDifference] = colourDistance(
                nodes[Int(node.firstChild)].colour, nodes[Int(node.secondChild)].colour)
        }
        features[.siblingDifference] = sibling.map { colourDistance($0.colour, node.colour) } ?? 0
        features[.siblingAreaRatio] = (sibling?.area ?? 0) / node.area
    }

    /// How the clicks and the box agree with it.
    func tellPrompts(_ features: Features) {
        let tree = view.tree
        // How far the click is from the left and the top of the node's box, as shares of its sides.
        let across = (click.point.x - node.minX) / node.boxWidth
        let down = (click.point.y - node.minY) / node.boxHeight
        let inside = prompts.positives.count { tree.contains(index, leaf: $0.region) }
        features[.clickOffset] = (across - 0.5) * (across - 0.5) + (down - 0.5) * (down - 0.5)
        features[.positivesInside] = Float(inside) / Float(max(1, prompts.positives.count))
        features[.negativesInside] = Float(prompts.negatives.count { tree.contains(index, leaf: $0.region) })
        features[.negativeCount] = Float(prompts.negatives.count)
        features[.positiveCount] = prompts.positivesAreImplied ? 0 : Float(prompts.positives.count)
        features[.clickDifference] = colourDistance(tree.nodes[click.region].colour, node.colour)
        features[.clickDepth] = min(min(across, 1 - across), min(down, 1 - down))
        features[.boxOverlap] = prompts.box.map { $0.overlap(with: node) } ?? -1
        features[.shareInBox] = prompts.box.map { $0.shareInside(index, tree) } ?? -1
    }

    /// How deep the first click lies in it, if that is known.
    func tellDepth(_ depth: ClickDepth?, _ features: Features) {
        let size = node.area.squareRoot()
        features[.depthShare] = depth?.share ?? -1
        features[.depthOverSize] = depth.map { $0.atClick / size } ?? -1
        features[.deepestOverSize] = depth.map { $0.deepest / size } ?? -1
        features[.offsetOverSize] = depth.map { $0.offset / size } ?? -1
    }
}

extension BoxInView {
    /// Intersection over union of the box and the bounding box of a node.
    fileprivate func overlap(with node: RegionTree.Node) -> Float {
        let width = min(node.maxX + 1, maxX) - max(node.minX, minX)
        let height = min(node.maxY + 1, maxY) - max(node.minY, minY)
        guard width > 0, height > 0 else { return 0 }
        let both = width * height
        return both / (node.boxWidth * node.boxHeight + self.width * self.height - both)
    }

    /// Share of a node's pixels inside the box.
    fileprivate func shareInside(_ node: Int, _ tree: RegionTree) -> Float {
        var inside: Float = 0
        for leaf in tree.leaves(below: node) { inside += share[leaf] * tree.nodes[leaf].area }
        return inside / tree.nodes[node].area
    }
}
