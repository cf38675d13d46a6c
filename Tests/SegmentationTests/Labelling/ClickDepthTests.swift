// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct ClickDepthTests {
    private func click(_ x: Float, _ y: Float, in view: View) -> ViewPrompts.Click {
        let point = ViewPoint(x: x, y: y)
        return ViewPrompts.Click(point: point, region: view.region(at: point))
    }

    @Test("A click into the middle of a disc is deep in it; one near its edge is not")
    func disc() throws {
        let view = View(.disc(60, 60, at: Point(x: 24, y: 30), radius: 14))
        for (x, share) in [(Float(24), Float(0.9)...1), (34, 0.1...0.5)] {
            let clicked = click(x, 30, in: view)
            let path = view.tree.path(from: clicked.region)
            let place = try #require(path.firstIndex { abs(view.tree.nodes[$0].area - 615) < 60 })
            #expect(share.contains(view.depths(of: clicked)[place].share))
        }
    }

    @Test("Up the tree sets grow: no click gets shallower, and no deepest place", arguments: smallPictures)
    func monotone(image: Image) {
        let view = View(image)
        for point in [ViewPoint(x: 1, y: 1), ViewPoint(x: Float(image.width) / 2, y: Float(image.height) / 2)] {
            let depths = view.depths(of: click(point.x, point.y, in: view))
            #expect(depths.count == view.tree.path(from: view.region(at: point)).count)
            #expect(depths.map(\.atClick) == depths.map(\.atClick).sorted())
            #expect(depths.map(\.deepest) == depths.map(\.deepest).sorted())
            #expect(depths.allSatisfy { $0.share > 0 && $0.share <= 1 })
        }
    }

    @Test("What a correction would change is measured alone: what is as wanted already counts as outside")
    func changes() throws {
        let view = View(.disc(60, 60, at: Point(x: 30, y: 30), radius: 16))
        let point = ViewPoint(x: 30, y: 30)
        let correction = Memory.Correction(
            isPositive: true, point: point, region: view.region(at: point), depth: 60)
        let nothing = view.depths(of: correction, changing: [Float](repeating: 0, count: view.regionCount))
        #expect(nothing == view.depths(of: click(30, 30, in: view)))
        let clickedAlone = (0..<view.regionCount).map { $0 == correction.region ? Float(0) : 1 }
        let rest = view.depths(of: correction, changing: clickedAlone)
        #expect(rest.allSatisfy { $0 == rest[0] })
    }
}
