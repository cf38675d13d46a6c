// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct RaysTests {
    @Test("Within a region nothing is crossed; to the ground around a disc, the boundary of the disc is")
    func disc() {
        let view = View(.disc(40, 40, at: Point(x: 20, y: 20), radius: 9))
        let centre = ViewPoint(x: 20, y: 20)
        let disc = view.region(at: centre)
        let rays = Rays(view, from: centre)
        #expect(rays.sum[disc] == 0 && rays.maximum[disc] == 0)
        for region in 0..<view.regionCount where view.tree.nodes[region].border > 0 {
            guard view.graph.centroids[region].distance(to: centre) > 11 else { continue }
            #expect(rays.maximum[region] > 1)
        }
    }

    @Test("Strips one after the other: what is crossed adds up on the way, and what is left lies beyond")
    func strips() {
        let view = View(
            Grid(
                """
                000000000000777777777777111111111111999999999999
                000000000000777777777777111111111111999999999999
                000000000000777777777777111111111111999999999999
                000000000000777777777777111111111111999999999999
                000000000000777777777777111111111111999999999999
                000000000000777777777777111111111111999999999999
                000000000000777777777777111111111111999999999999
                000000000000777777777777111111111111999999999999
                """
            ).image)
        let rays = Rays(view, from: ViewPoint(x: 1, y: 4))
        let order = (0..<view.regionCount).sorted { view.graph.centroids[$0].x < view.graph.centroids[$1].x }
        let (first, last) = (order[0], order[order.count - 1])
        #expect(rays.sum[first] == 0)
        #expect(rays.sum[last] > rays.maximum[last] && rays.maximum[last] > 1)
        // Nothing is beyond the last strip, and the whole way is as long wherever it is cut.
        #expect(rays.beyond[last] == 0)
        #expect(isClose(rays.sum[first] + rays.beyond[first], rays.sum[last], within: 0.3))
    }

    @Test("A line to a place that can hardly be told from its start ends, too", .timeLimit(.minutes(1)))
    func hardlyAway() {
        let view = View(.scene(300, 40, seed: 2))
        for (region, middle) in view.graph.centroids.enumerated() {
            for start in [
                middle, ViewPoint(x: middle.x.nextDown, y: middle.y), ViewPoint(x: middle.x + 1e-5, y: middle.y),
            ] {
                let rays = Rays(view, from: start)
                #expect(rays.sum[region] == 0 && rays.beyond[region] == 0)
            }
        }
    }

    @Test(
        "The strongest boundary is one of those that are summed, and no boundary is below 0", arguments: smallPictures)
    func bounds(image: Image) {
        let view = View(image)
        for region in [0, view.regionCount / 2] {
            let rays = Rays(view, from: view.graph.centroids[region])
            for other in 0..<view.regionCount {
                #expect(rays.maximum[other] >= 0 && rays.beyond[other] >= 0)
                #expect(rays.sum[other] >= rays.maximum[other])
            }
        }
    }
}
