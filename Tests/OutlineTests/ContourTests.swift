// SPDX-License-Identifier: Apache-2.0

import Outline
import Raster
import Testing

@Suite("Exact contours")
struct ContourTests {
    private func outer(_ picture: String) -> Contour { Components(of: Mask(picture)).outerContour(of: 0) }

    @Test("a pixel has four corners, clockwise from its top left")
    func onePixel() {
        #expect(outer("000\n010\n000").path == "1,1 2,1 2,2 1,2")
    }

    @Test("the right and the bottom edge come after the last pixel")
    func rectangle() {
        let contour = outer("111\n111")
        #expect(contour.path == "0,0 3,0 3,2 0,2")
        #expect(contour.signedArea == 6)
        #expect(contour.length == 10)
    }

    @Test("a staircase has a corner at every step")
    func staircase() {
        #expect(outer("100\n110\n111").path == "0,0 1,0 1,1 2,1 2,2 3,2 3,3 0,3")
    }

    @Test("where two pixels touch by a corner the contour comes by twice and goes into the pocket")
    func pocket() {
        let contour = outer(
            """
            111
            101
            110
            """)
        #expect(contour.path == "0,0 3,0 3,2 2,2 2,1 1,1 1,2 2,2 2,3 0,3")
        #expect(contour.signedArea == 7)
    }

    @Test("the contour of a hole goes the other way round")
    func hole() {
        let components = Components(
            of: Mask(
                """
                1111
                1001
                1111
                """))
        let holes = components.holeContours(of: 0)
        #expect(holes.map(\.path) == ["3,1 1,1 1,2 3,2"] || holes.map(\.path) == ["1,1 1,2 3,2 3,1"])
        #expect(holes.map(\.signedArea) == [-2])
    }

    @Test("the contour alone gives back the component with its holes filled")
    func contourIsExact() {
        var random = SeededGenerator(seed: 2)
        for _ in 0..<200 {
            let mask = randomMask(&random, largest: 30)
            let components = Components(of: mask)
            for (index, component) in Oracle.components(of: mask).enumerated() {
                let contour = components.outerContour(of: index)
                let filled = Oracle.filled(component)
                #expect(rasterise(contour.polygon, width: mask.width, height: mask.height) == filled)
                #expect(contour.signedArea == filled.area)
            }
        }
    }

    @Test("outer contour and holes together give back the component")
    func holesAreExact() {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<200 {
            let mask = randomMask(&random, largest: 30)
            let components = Components(of: mask)
            for (index, component) in Oracle.components(of: mask).enumerated() {
                var pixels = rasterise(
                    components.outerContour(of: index).polygon, width: mask.width, height: mask.height)
                for hole in components.holeContours(of: index) {
                    let inside = rasterise(hole.polygon, width: mask.width, height: mask.height)
                    #expect(hole.signedArea == -inside.area)
                    for position in pixels.pixels.indices { pixels.pixels[position] -= inside.pixels[position] }
                }
                #expect(pixels == component)
            }
        }
    }

    @Test("steps along rows and along columns take turns")
    func stepsAlternate() {
        var random = SeededGenerator(seed: 4)
        for _ in 0..<200 {
            let mask = randomMask(&random)
            let components = Components(of: mask)
            for index in 0..<components.count {
                let corners = components.outerContour(of: index).corners
                let isHorizontal = corners.indices.map { corners[$0].y == corners[($0 + 1) % corners.count].y }
                #expect(zip(isHorizontal, isHorizontal.dropFirst()).allSatisfy { $0 != $1 })
                #expect(isHorizontal.first != isHorizontal.last)
            }
        }
    }
}
