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

/// Which of the nested regions around a click is the object: the part, the thing or the group?
struct ScaleChoice: Sendable {
    /// How sure each region is to belong to the chosen scale, 0...1: soft over the ancestors of the clicks.
    let membership: [Float]
    /// Best predicted overlap of any candidate that contains the region.
    let bestAround: [Float]
    /// Predicted overlap of the smallest candidate that contains the region.
    let atAncestor: [Float]
    /// The best candidate.
    let bestNode: Int
    /// Its predicted overlap (intersection over union) with the object.
    let bestScore: Float

    init(_ view: View, _ prompts: ViewPrompts, _ decision: TreeEnsemble?) {
        let count = view.regionCount
        var membership = [Float](repeating: 0, count: count)
        var bestAround = [Float](repeating: -9, count: count)
        var atAncestor = [Float](repeating: -9, count: count)
        var bestNode = prompts.positives.first?.region ?? 0
        var bestScore: Float = -9
        var seen: Set<Int> = []
        for click in prompts.positives where seen.insert(click.region).inserted {
            let path = view.tree.path(from: click.region)
            let scores = Self.scores(path, click, view, prompts, decision)
            let weights = Self.softMaximum(scores)
            // Summed from the root: what contains the ancestor k contains all above it.
            var weightAbove = [Float](repeating: 0, count: path.count)
            var bestAbove = weightAbove
            var sum: Float = 0
            var best: Float = -9
            for place in path.indices.reversed() {
                sum += weights[place]
                best = max(best, scores[place])
                weightAbove[place] = sum
                bestAbove[place] = best
                if scores[place] >= bestScore {
                    bestScore = scores[place]
                    bestNode = path[place]
                }
            }
            view.tree.forEachLeaf(path) { leaf, place in
                membership[leaf] = max(membership[leaf], weightAbove[place])
                bestAround[leaf] = max(bestAround[leaf], bestAbove[place])
                atAncestor[leaf] = max(atAncestor[leaf], scores[place])
            }
        }
        self.membership = membership
        self.bestAround = bestAround
        self.atAncestor = atAncestor
        self.bestNode = bestNode
        self.bestScore = bestScore
    }

    /// Predicted overlap with the object of each node of a path.
    static func scores(
        _ path: [Int], _ click: ViewPrompts.Click, _ view: View, _ prompts: ViewPrompts, _ decision: TreeEnsemble?
    ) -> [Float] {
        let features = nodeFeatures(path, click, view, prompts)
        if let decision { return decision.evaluate(features) }
        return path.indices.map { row in
            let surprise = prompts.typicalSize?.surprise(at: view.tree.nodes[path[row]].area) ?? 0
            return handTunedScore(features, row) * exponential(-0.2 * surprise)
        }
    }

    /// A node is a good guess if it stays alone for long, is not tiny, holds no negative click and keeps off the border.
    /// At a first click alone, the click has to lie in its middle, and size matters less.
    private static func handTunedScore(_ features: FeatureTable, _ row: Int) -> Float {
        let gap = features[row, NodeFeature.heightGap.rawValue]
        let share = exponential(features[row, NodeFeature.logAreaShare.rawValue])
        let negatives: Float = features[row, NodeFeature.negativesInside.rawValue] > 0 ? 0.2 : 1
        let border = 1 - min(1, 3 * features[row, NodeFeature.borderOfView.rawValue])
        let overlap = features[row, NodeFeature.boxOverlap.rawValue]
        let isOnlyClick =
            features[row, NodeFeature.positiveCount.rawValue] == 1
            && features[row, NodeFeature.negativeCount.rawValue] == 0
        let depth = isOnlyClick ? features[row, NodeFeature.depthShare.rawValue] : 1
        return gap * power(share, isOnlyClick ? 0.25 : 0.35) * depth * depth * negatives * border
            * (overlap < 0 ? 1 : 0.05 + overlap)
    }

    private static func softMaximum(_ scores: [Float]) -> [Float] {
        let highest = scores.max() ?? 0
        let weights = scores.map { exponential(12 * ($0 - highest)) }
        let sum = weights.reduce(0, +)
        return weights.map { $0 / sum }
    }
}

/// The features of the nodes on the path upwards from a click, a row of ``NodeFeature/allCases`` a node.
func nodeFeatures(_ path: [Int], _ click: ViewPrompts.Click, _ view: View, _ prompts: ViewPrompts) -> FeatureTable {
    var table = FeatureTable(rows: path.count, columns: NodeFeature.allCases.count)
    let tree = view.tree
    let pixels = Float(view.geometry.pixelCount)
    let width = Float(view.geometry.width)
    let height = Float(view.geometry.height)
    let depths = prompts.first.flatMap { $0.point == click.point ? view.depths(of: $0) : nil }
    let rootHeight = tree.nodes[tree.nodes.count - 1].height
    for (row, index) in path.enumerated() {
        let node = tree.nodes[index]
        let parent = node.parent >= 0 ? tree.nodes[Int(node.parent)] : nil
        let parentHeight = parent?.height ?? (1.5 * node.height + 0.1)
        let outlineStrength = node.perimeter > 0 ? node.outlineStrength / node.perimeter : 0
        let outline = node.perimeter + node.border
        let middleX = 0.5 * (node.minX + node.maxX)
        let middleY = 0.5 * (node.minY + node.maxY)
        let offsetX = (click.point.x - middleX) / node.boxWidth
        let offsetY = (click.point.y - middleY) / node.boxHeight
        let children = node.firstChild < 0 ? nil : (tree.nodes[Int(node.firstChild)], tree.nodes[Int(node.secondChild)])
        let sibling = parent.map { tree.nodes[Int($0.firstChild) == index ? Int($0.secondChild) : Int($0.firstChild)] }
        let inside = prompts.positives.count { tree.contains(index, leaf: $0.region) }
        table.withRow(row) { features in
            @inline(__always) func set(_ feature: NodeFeature, _ value: Float) { features[feature.rawValue] = value }
            set(.logAreaShare, logarithm(node.area / pixels))
            set(.height, node.height)
            set(.parentHeight, parentHeight)
            set(.heightGap, (parentHeight - node.height) / (parentHeight + 1e-6))
            set(.outlineStrength, outlineStrength)
            set(.boxFill, node.area / (node.boxWidth * node.boxHeight))
            set(.compactness, outline * outline / node.area)
            set(.borderOfOutline, node.border / (outline + 1e-6))
            set(.borderOfView, node.border / (2 * (width + height)))
            set(.parentAreaRatio, (parent?.area ?? pixels) / node.area)
            set(.clickOffset, offsetX * offsetX + offsetY * offsetY)
            set(.positivesInside, Float(inside) / Float(max(1, prompts.positives.count)))
            set(.negativesInside, Float(prompts.negatives.count { tree.contains(index, leaf: $0.region) }))
            set(.negativeCount, Float(prompts.negatives.count))
            set(.positiveCount, prompts.positivesAreImplied ? 0 : Float(prompts.positives.count))
            set(.deviation, node.deviation)
            set(.childDifference, children.map { colourDistance($0.0.colour, $0.1.colour) } ?? 0)
            set(.siblingDifference, sibling.map { colourDistance($0.colour, node.colour) } ?? 0)
            set(.siblingAreaRatio, (sibling?.area ?? 0) / node.area)
            set(.clickDifference, colourDistance(tree.nodes[click.region].colour, node.colour))
            set(.logAspect, logarithm(node.boxWidth / node.boxHeight))
            set(.relativeSize, max(node.boxWidth / width, node.boxHeight / height))
            set(
                .clickDepth,
                min(
                    min(click.point.x - node.minX, node.maxX - click.point.x) / node.boxWidth,
                    min(click.point.y - node.minY, node.maxY - click.point.y) / node.boxHeight))
            set(.heightOfRoot, node.height / (rootHeight + 1e-6))
            set(.strengthOverHeight, outlineStrength - node.height)
            set(.meanGradient, view.meanGradient)
            set(.boxOverlap, prompts.box.map { boxOverlap(node, $0) } ?? -1)
            set(.shareInBox, prompts.box.map { shareInside($0, index, tree) } ?? -1)
            set(.logViewShare, prompts.logViewShare)
            let size = node.area.squareRoot()
            set(.depthShare, depths?[row].share ?? -1)
            set(.depthOverSize, depths.map { $0[row].atClick / size } ?? -1)
            set(.deepestOverSize, depths.map { $0[row].deepest / size } ?? -1)
            set(.offsetOverSize, depths.map { $0[row].offset / size } ?? -1)
        }
    }
    return table
}

/// Intersection over union of a node's bounding box and the annotator's box.
private func boxOverlap(_ node: RegionTree.Node, _ box: BoxInView) -> Float {
    let width = min(node.maxX + 1, box.maxX) - max(node.minX, box.minX)
    let height = min(node.maxY + 1, box.maxY) - max(node.minY, box.minY)
    guard width > 0, height > 0 else { return 0 }
    let both = width * height
    return both / (node.boxWidth * node.boxHeight + box.width * box.height - both)
}

/// Share of a node's pixels inside the annotator's box.
private func shareInside(_ box: BoxInView, _ node: Int, _ tree: RegionTree) -> Float {
    var inside: Float = 0
    for leaf in tree.leaves(below: node) { inside += box.share[leaf] * tree.nodes[leaf].area }
    return inside / tree.nodes[node].area
}
