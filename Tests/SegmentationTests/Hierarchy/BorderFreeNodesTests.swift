// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct BorderFreeNodesTests {
    @Test(
        "The highest node above a region that keeps off the border, as a walk upwards finds it",
        arguments: smallPictures)
    func oracle(image: Image) {
        let tree = View(image).tree
        let free = BorderFreeNodes(tree)
        for region in 0..<tree.leafCount {
            let expected = tree.path(from: region).last { tree.nodes[$0].border == 0 }
            #expect(free.node[region] == expected.map { Int32($0) } ?? -1)
            #expect(free.area[region] == expected.map { tree.nodes[$0].area } ?? 0)
            let parent = expected.map { tree.nodes[Int(tree.nodes[$0].parent)] }
            #expect(free.joinHeight[region] == parent?.height ?? 0)
        }
    }

    @Test("A thing in the middle of a picture is such a node, the ground is not")
    func island() {
        let view = View(.disc(30, 30, at: Point(x: 15, y: 15), radius: 7))
        let free = BorderFreeNodes(view.tree)
        let disc = view.region(at: ViewPoint(x: 15, y: 15))
        #expect(free.node[disc] >= 0)
        #expect(abs(free.area[disc] - 154) < 25)
        #expect(free.node[view.region(at: ViewPoint(x: 0, y: 0))] == -1)
    }
}
