// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct SalienceTests {
    @Test("A disc on a ground stands out, the ground does not")
    func disc() {
        let view = View(.disc(40, 40, at: Point(x: 20, y: 20), radius: 9))
        let disc = view.region(at: ViewPoint(x: 20, y: 20))
        let ground = view.region(at: ViewPoint(x: 1, y: 1))
        #expect(view.salience.borderHold[disc] < 0.2)
        #expect(view.salience.borderHold[ground] > 2)
        #expect(view.salience.contrast[disc] > 30)
        #expect(view.salience.contrast[ground] < 10)
    }

    @Test("What runs out of the picture holds on to its border, however unlike the rest it is")
    func cutOff() {
        let view = View(.disc(40, 40, at: Point(x: 20, y: 0), radius: 12))
        #expect(view.salience.borderHold[view.region(at: ViewPoint(x: 20, y: 4))] > 0.5)
    }

    @Test("Sums over all pairs of regions, as their definition says", arguments: smallPictures)
    func oracle(image: Image) {
        let view = View(image)
        let nodes = view.tree.nodes[0..<view.regionCount]
        let centroids = view.graph.centroids
        let reach = 0.25 * Double(view.geometry.diagonal)
        func near(_ a: Int, _ b: Int) -> Double {
            let distance = Double(centroids[a].distance(to: centroids[b])) / reach
            return 1 / (1 + distance * distance)
        }
        let hold = nodes.indices.map { region in
            var (border, area) = (0.0, 0.0)
            for other in nodes.indices {
                let likeness = Double(view.kernel.row(region)[region * view.regionCount + other])
                border += likeness * near(region, other) * Double(nodes[other].border)
                area += likeness * near(region, other) * Double(nodes[other].area)
            }
            return Float(border / area.squareRoot())
        }
        for region in nodes.indices {
            #expect(isClose(view.salience.borderHold[region], hold[region]))
            let weights = nodes.indices.map { other in
                Double(1 - exponential(-0.5 * hold[other] * hold[other])) * Double(nodes[other].area)
                    * near(region, other)
            }
            let sum = nodes.indices.reduce(0) {
                $0 + weights[$1] * Double(colourDistance(nodes[region].colour, nodes[$1].colour))
            }
            #expect(isClose(view.salience.contrast[region], Float(sum / (weights.reduce(0, +) + 1e-3)), within: 1e-3))
        }
    }
}
