// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct SoftMaskTests {
    @Test(
        "It is the blurred mask of the whole view, wherever the object lies",
        arguments: [(20.0, 18.0, 9.0), (3, 2, 6), (39, 33, 4), (20, 17, 60)])
    func window(x: Double, y: Double, radius: Double) {
        let geometry = ViewGeometry(width: 41, height: 34)
        let mask = Mask.disc(41, 34, at: Point(x: x, y: y), radius: radius)
        let soft = SoftMask(Solution(geometry, mask: mask.pixels, expectedOverlap: 1), keeping: [])
        let whole = Plane(width: 41, height: 34, values: mask.pixels.map { Float($0) }).blurred(sigma: 1)
        for row in 0..<34 {
            for column in 0..<41 {
                let (inX, inY) = (column - soft.x, row - soft.y)
                let isInside = (0..<soft.plane.width).contains(inX) && (0..<soft.plane.height).contains(inY)
                #expect((isInside ? soft.plane[inX, inY] : 0) == whole[column, row])
            }
        }
    }

    @Test("Small holes are filled, but for those that hold a click")
    func holes() {
        let geometry = ViewGeometry(width: 60, height: 50)
        var mask = Mask.disc(60, 50, at: Point(x: 30, y: 25), radius: 15)
        mask[30, 20] = false
        mask[34, 28] = false
        let solution = Solution(geometry, mask: mask.pixels, expectedOverlap: 1)
        let soft = SoftMask(solution, keeping: [FramePixel(x: 34, y: 28), FramePixel(x: 1, y: 1)])
        #expect(soft.plane[30 - soft.x, 20 - soft.y] > 0.999)
        #expect(soft.plane[34 - soft.x, 28 - soft.y] < 0.9)
    }
}
