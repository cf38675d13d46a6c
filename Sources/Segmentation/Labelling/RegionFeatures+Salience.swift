// SPDX-License-Identifier: Apache-2.0

// What tells a thing that stands out, and is clicked on for the first time, from what lies around it.

extension RegionFeatures {
    /// How much the regions, and the first click, stand out from the border of the view.
    mutating func fillSalience(_ view: View, _ prompts: ViewPrompts) {
        let salience = view.salience
        set(.borderHold) { salience.borderHold[$0] }
        set(.contrast) { salience.contrast[$0] }
        guard let click = prompts.positives.first else { return }
        set(.clickBorderHold) { _ in salience.borderHold[click.region] }
        set(.clickContrast) { _ in salience.contrast[click.region] }
        set(.borderHoldDifference) { salience.borderHold[$0] - salience.borderHold[click.region] }
        set(.contrastDifference) { salience.contrast[$0] - salience.contrast[click.region] }
        fillBorderFreeNodes(view, click)
    }

    private mutating func fillBorderFreeNodes(_ view: View, _ click: ViewPrompts.Click) {
        let free = BorderFreeNodes(view.tree)
        let clicked = Int(free.node[click.region])
        let pixels = Float(view.geometry.pixelCount)
        set(.heightAtBorder) { free.joinHeight[$0] }
        set(.clickHeightAtBorder) { _ in free.joinHeight[click.region] }
        set(.logFreeArea) { logarithm(max(1, free.area[$0]) / pixels) }
        set(.joinIsFree) { clicked >= 0 && view.tree.contains(clicked, leaf: $0) ? 1 : 0 }
    }

    /// Where regions and the first click lie in the view, their colours, and what lies between them in a straight line.
    mutating func fillPlace(_ view: View, _ prompts: ViewPrompts, _ helpers: Helpers) {
        let height = Float(view.geometry.height)
        let width = Float(view.geometry.width)
        set(.row) { view.graph.centroids[$0].y / height }
        set(.columnOffset) { abs(view.graph.centroids[$0].x / width - 0.5) }
        set(.greenRed) { view.tree.nodes[$0].colour[1] }
        set(.blueYellow) { view.tree.nodes[$0].colour[2] }
        guard let click = prompts.positives.first else { return }
        let rays = view.rays(from: click.point, helpers: helpers)
        set(.raySum) { rays.sum[$0] }
        set(.rayMaximum) { rays.maximum[$0] }
        set(.rayShare) { share(rays.sum[$0], rays.beyond[$0]) }
        set(.clickRow) { _ in click.point.y / height }
        set(.clickEdgeDistance) { _ in view.geometry.edgeDistance(of: click.point) }
    }
}
