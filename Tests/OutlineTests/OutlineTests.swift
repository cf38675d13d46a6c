// SPDX-License-Identifier: Apache-2.0

import Outline
import Raster
import Testing

@Suite("Outlines")
struct OutlineTests {
    private func corners(_ picture: String, at points: [Point] = []) -> [Point] {
        outline(of: PlacedMask(Mask(picture)), containing: points).points
    }

    @Test("a rectangle has its four corners, in the frame's coordinates")
    func rectangle() {
        let expected = Polygon([(1, 1), (5, 1), (5, 3), (1, 3)])
        #expect(corners("000000\n011110\n011110\n000000") == expected.points)
    }

    @Test("a single pixel, a row and a column are rectangles too", arguments: ["1", "1111111", "1\n1\n1\n1"])
    func thinRectangles(picture: String) {
        let mask = Mask(picture)
        let (w, h) = (Double(mask.width), Double(mask.height))
        #expect(corners(picture) == Polygon([(0, 0), (w, 0), (w, h), (0, h)]).points)
    }

    @Test("of several components it is the one that was clicked")
    func clickedComponent() {
        let picture = """
            1000111
            1000111
            0000000
            """
        #expect(corners(picture, at: [Point(x: 0.5, y: 1.9)]) == Polygon([(0, 0), (1, 0), (1, 2), (0, 2)]).points)
    }

    @Test("of several clicked components it is the largest, and without a click on the object the largest of all")
    func largestComponent() {
        let picture = """
            1011011111
            0000000000
            """
        let two = Polygon([(2, 0), (4, 0), (4, 1), (2, 1)]).points
        let five = Polygon([(5, 0), (10, 0), (10, 1), (5, 1)]).points
        #expect(corners(picture, at: [Point(x: 0.5, y: 0.5), Point(x: 3.5, y: 0.5)]) == two)
        #expect(corners(picture, at: [Point(x: 1.5, y: 1.5)]) == five)
        #expect(corners(picture) == five)
    }

    @Test("a click outside the frame counts as one on its border, and one that is no number does not count")
    func strangeClicks() {
        let picture = "10111"
        #expect(corners(picture, at: [Point(x: -1e300, y: 7)]) == Polygon([(0, 0), (1, 0), (1, 1), (0, 1)]).points)
        let none = [Point(x: .nan, y: 0), Point(x: 0, y: .infinity), Point(x: -.infinity, y: 0)]
        #expect(corners(picture, at: none) == Polygon([(2, 0), (5, 0), (5, 1), (2, 1)]).points)
    }

    @Test("no object, no corners")
    func empty() {
        #expect(corners("000\n000").isEmpty)
        #expect(outline(of: .empty(frameWidth: 0, frameHeight: 0), containing: [Point(x: 0, y: 0)]).isEmpty)
    }

    @Test("a tolerance that makes no sense is the smallest one", arguments: [0.0, -3, Double.nan, -Double.infinity])
    func strangeTolerances(tolerance: Double) {
        var random = SeededGenerator(seed: 6)
        for _ in 0..<20 {
            let mask = PlacedMask(randomMask(&random))
            #expect(
                outline(of: mask, containing: [], tolerance: tolerance)
                    == outline(of: mask, containing: [], tolerance: 0.5))
        }
        let boundless = outline(of: PlacedMask(smoothNoise(20, 20, &random)), containing: [], tolerance: .infinity)
        #expect(Oracle.isSimple(boundless))
    }

    @Test("bounds that are larger than the object change nothing")
    func looseBounds() {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<50 {
            let mask = randomMask(&random)
            let whole = PixelRect(width: mask.width, height: mask.height)
            let loose = PlacedMask(frameWidth: mask.width, frameHeight: mask.height, bounds: whole, mask: mask)
            #expect(outline(of: loose, containing: []) == outline(of: PlacedMask(mask), containing: []))
        }
    }

    @Test("an outline keeps a pocket open, but does not touch itself at its mouth")
    func pocket() {
        let mask = Mask(
            """
            111111
            111111
            110011
            110011
            111100
            111100
            """)
        let polygon = outline(of: PlacedMask(mask), containing: [])
        #expect(Oracle.isSimple(polygon))
        #expect(rasterise(polygon, width: 6, height: 6) == mask)
    }

    @Test("holes are filled")
    func hole() {
        #expect(corners("111\n101\n111") == Polygon([(0, 0), (3, 0), (3, 3), (0, 3)]).points)
    }
}
