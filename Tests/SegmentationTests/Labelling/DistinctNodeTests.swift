// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct DistinctNodeTests {
    @Test("A shape is set off on all sides; the node is the shape, pixel by pixel")
    func shape() throws {
        let view = View(.disc(60, 50, at: Point(x: 30, y: 25), radius: 12))
        let region = view.region(at: ViewPoint(x: 30, y: 25))
        let node = try #require(view.distinctNode(around: region))
        let truth = Mask.disc(60, 50, at: Point(x: 30, y: 25), radius: 12)
        let mask = Mask(
            width: 60, height: 50,
            pixels: view.regionOfPixel.map { view.tree.contains(node, leaf: Int($0)) ? 1 : 0 })
        #expect(mask.overlap(truth) > 0.9)

        let area = view.tree.nodes[node].area
        for factor: Float in [0.2, 1, 5] {
            #expect(view.distinctNode(around: region, TypicalSize(area: factor * area)) == node)
        }
        for factor: Float in [0.1, 10] {
            #expect(view.distinctNode(around: region, TypicalSize(area: factor * area)) == nil)
        }
    }

    @Test(
        "Nothing is set off in noise, nor in a picture of one colour",
        arguments: [
            Image.plain(20, 20), .noise(40, 40, seed: 1), .noise(24, 30, seed: 2),
        ])
    func none(image: Image) {
        let view = View(image)
        for region in 0..<view.regionCount { #expect(view.distinctNode(around: region) == nil) }
    }

    @Test("It contains the region, and its weakest boundary is far stronger than any within", arguments: smallPictures)
    func definition(image: Image) {
        let view = View(image)
        for region in 0..<view.regionCount {
            guard let node = view.distinctNode(around: region) else { continue }
            func isInside(_ leaf: Int32) -> Bool { view.tree.contains(node, leaf: Int(leaf)) }
            #expect(isInside(Int32(region)))
            let edges = view.graph.edges
            let within = edges.filter { isInside($0.a) && isInside($0.b) }.map(\.strength).max() ?? 0
            let around = edges.filter { isInside($0.a) != isInside($0.b) }.map(\.strength)
            #expect(!around.isEmpty && around.allSatisfy { $0 >= within + 1.5 })
        }
    }
}
