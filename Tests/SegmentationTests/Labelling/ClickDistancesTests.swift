// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct ClickDistancesTests {
    /// Clicked regions, and the regions at the border without them.
    private func sources(_ drawn: DrawnPrompts) -> (positive: Set<Int>, negative: Set<Int>, border: Set<Int>) {
        let positive = drawn.regions(drawn.pixels.positives)
        let negative = drawn.regions(drawn.pixels.negatives).subtracting(positive)
        let border = Set((0..<drawn.view.regionCount).filter { drawn.counts([$0]).border > 0 }).subtracting(positive)
        return (positive, negative, border)
    }

    @Test("Ways from the clicks and from the border are the cheapest there are", arguments: 0..<8)
    func ways(seed: Int) {
        let drawn = DrawnPrompts(seed: seed)
        let (positive, negative, border) = sources(drawn)
        let distances = ClickDistances(drawn.view, drawn.prompts)
        expectClose(distances.barrierPositive, drawn.overBarriers(from: positive))
        expectClose(distances.barrierBorder, drawn.overBarriers(from: border))
        expectClose(distances.pathPositive, drawn.overPlane(from: positive))
        expectClose(distances.pathBorder, drawn.overPlane(from: border))
        if !negative.isEmpty {
            expectClose(distances.barrierNegative, drawn.overBarriers(from: negative))
            expectClose(distances.pathNegative, drawn.overPlane(from: negative))
        }
    }

    @Test("Regions meet clicks in the lowest node of the tree that holds both", arguments: 0..<8)
    func joins(seed: Int) {
        let drawn = DrawnPrompts(seed: seed)
        let (positive, negative, _) = sources(drawn)
        let distances = ClickDistances(drawn.view, drawn.prompts)
        for region in 0..<drawn.view.regionCount {
            for (join, clicked) in [(distances.joinPositive, positive), (distances.joinNegative, negative)]
            where !clicked.isEmpty {
                let nodes = drawn.joins(region, clicked)
                #expect(join.height[region] == nodes.map(\.height).min())
                #expect(join.area[region] == nodes.map(\.area).min())
            }
        }
    }

    @Test("In the plane a region is as far as its middle, a clicked one not at all", arguments: 0..<8)
    func plane(seed: Int) {
        let drawn = DrawnPrompts(seed: seed)
        let (positive, negative, _) = sources(drawn)
        let distances = ClickDistances(drawn.view, drawn.prompts)
        let diagonal = Float(22 * 22 + 18 * 18).squareRoot()
        func far(_ region: Int, _ clicked: Set<Int>, _ pixels: [FramePixel]) -> Float {
            if clicked.contains(region) { return 0 }
            return (pixels.map { drawn.middle([region]).distance(to: drawn.point($0)) }.min() ?? 0) / diagonal
        }
        let regions = 0..<drawn.view.regionCount
        expectClose(distances.distancePositive, regions.map { far($0, positive, drawn.pixels.positives) })
        expectClose(distances.distanceNegative, regions.map { far($0, negative, drawn.pixels.negatives) })
    }

    @Test(
        "The position is 1 at a positive click, -1 at a negative one or at the border", arguments: 0..<8, [false, true])
    func position(seed: Int, hasAll: Bool) {
        let drawn = DrawnPrompts(seed: seed, hasAll: hasAll)
        let (positive, negative, border) = sources(drawn)
        let position = ClickDistances(drawn.view, drawn.prompts).position
        let near = drawn.overPlane(from: positive)
        let far = drawn.overPlane(from: border.union(negative))
        for region in position.indices {
            let expected: Float =
                positive.contains(region)
                ? 1 : (far[region] == 0 ? -1 : (far[region] - near[region]) / (far[region] + near[region]))
            #expect(isClose(position[region], expected, within: 1e-3))
        }
    }

    @Test("Without negative clicks everything is far from them")
    func withoutNegatives() {
        let drawn = DrawnPrompts(seed: 1, hasAll: false)
        let distances = ClickDistances(drawn.view, drawn.prompts)
        #expect(distances.barrierNegative.allSatisfy { $0 == 50 })
        #expect(distances.pathNegative.allSatisfy { $0 == 10 })
        #expect(distances.distanceNegative.allSatisfy { $0 == 9 })
        #expect(distances.joinNegative.height.allSatisfy { $0 == 1e3 })
        #expect(distances.joinNegative.area.allSatisfy { $0 == 22 * 18 })
    }

    private func expectClose(_ a: [Float], _ b: [Float], sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(a.count == b.count, sourceLocation: sourceLocation)
        #expect(zip(a, b).allSatisfy { isClose($0, $1) }, sourceLocation: sourceLocation)
    }
}
