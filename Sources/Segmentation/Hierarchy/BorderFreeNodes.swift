// SPDX-License-Identifier: Apache-2.0

/// For every region of a view, the highest node of the region tree above it that keeps off the border of the view.
///
/// What reaches the border of a picture seldom is the thing in it. The tree says where each region's surroundings do:
/// the later that is, the more the region is part of something that stands alone.
struct BorderFreeNodes: Sendable {
    /// The node of each region; -1 if the region itself lies on the border.
    let node: [Int32]
    /// The node's area in view pixels; 0 if there is none.
    let area: [Float]
    /// Height at which the node is joined to the border; 0 if there is none.
    let joinHeight: [Float]

    /// Cost: linear in the nodes of the tree.
    init(_ tree: RegionTree) {
        let nodes = tree.nodes
        var free = [Int32](repeating: -1, count: nodes.count)
        var height = [Float](repeating: 0, count: nodes.count)
        // From the root down: a node has its parent's answer, or is the first on its way down that is off the border.
        for index in nodes.indices.reversed() {
            let parent = Int(nodes[index].parent)
            if parent >= 0 && free[parent] >= 0 {
                free[index] = free[parent]
                height[index] = height[parent]
            } else if nodes[index].border == 0 {
                free[index] = Int32(index)
                height[index] = parent >= 0 ? nodes[parent].height : nodes[index].height
            }
        }
        node = Array(free[0..<tree.leafCount])
        area = node.map { $0 >= 0 ? nodes[Int($0)].area : 0 }
        joinHeight = Array(height[0..<tree.leafCount])
    }
}
