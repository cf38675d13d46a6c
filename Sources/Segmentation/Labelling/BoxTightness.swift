// SPDX-License-Identifier: Apache-2.0

/// The object is expected to span this share of its box in both directions.
private let spannedShare: Float = 0.9
/// Step and limit by which the log-odds of all regions inside the box are raised.
private let biasStep: Float = 0.4
private let biasLimit: Float = 3

extension RegionLabelling {
    /// A box is drawn tightly around an object (V. Lempitsky and others, "Image segmentation with a bounding box prior",
    /// 2009): raises the log-odds inside the box until the labelling spans it.
    mutating func growToSpan(_ box: BoxInView, _ view: View, _ prompts: ViewPrompts) {
        guard !spans(box, view) else { return }
        let first = probabilities
        let network = view.graph.network(view.graph.cutWeights(factor: 1))
        var bias = biasStep
        repeat {
            let raised = first.indices.map { region -> Float in
                guard box.share[region] >= 0.5 else { return 0.002 }
                return moved(first[region], by: bias)
            }
            self = RegionLabelling(view, prompts, probabilities: raised, cutting: network)
            bias += biasStep
        } while bias <= biasLimit && !spans(box, view)
    }

    private func spans(_ box: BoxInView, _ view: View) -> Bool {
        var minX = Float.infinity
        var minY = Float.infinity
        var maxX = -Float.infinity
        var maxY = -Float.infinity
        for region in isObject.indices where isObject[region] {
            let node = view.tree.nodes[region]
            minX = min(minX, node.minX)
            minY = min(minY, node.minY)
            maxX = max(maxX, node.maxX + 1)
            maxY = max(maxY, node.maxY + 1)
        }
        let width = min(maxX, box.maxX) - max(minX, box.minX)
        let height = min(maxY, box.maxY) - max(minY, box.minY)
        return width > spannedShare * box.width && height > spannedShare * box.height
    }
}
