// SPDX-License-Identifier: Apache-2.0

import Outline
import Raster
import Testing

@Suite("Polygon to mask")
struct RasteriseTests {
    @Test("pixels count whose centres are inside")
    func centres() {
        let triangle = Polygon([(0, 0), (5, 0), (0, 5)])
        #expect(
            rasterise(triangle, width: 5, height: 5).picture == """
                11110
                11100
                11000
                10000
                00000
                """)
    }

    @Test("neighbours that share an edge share no pixel and leave none out")
    func sharedEdges() {
        var random = SeededGenerator(seed: 600)
        for _ in 0..<100 {
            let middle = Point(
                x: Double(Int.random(in: 1...31, using: &random)) / 4,
                y: Double(Int.random(in: 1...31, using: &random)) / 4)
            let corners = [Point(x: 0, y: 0), Point(x: 8, y: 0), Point(x: 8, y: 8), Point(x: 0, y: 8)]
            var counts = [UInt8](repeating: 0, count: 64)
            for side in 0..<4 {
                let part = rasterise(
                    Polygon(points: [corners[side], corners[(side + 1) % 4], middle]), width: 8, height: 8)
                for index in counts.indices { counts[index] += part.pixels[index] }
            }
            #expect(counts == [UInt8](repeating: 1, count: 64))
        }
    }

    @Test("what lies outside of the frame is cut off")
    func clipping() {
        let wide = Polygon([(-1e9, -3), (1e9, -3), (1e9, 1), (-1e9, 1)])
        #expect(rasterise(wide, width: 3, height: 2).picture == "111\n000")
        let outside = Polygon([(10, 10), (12, 10), (12, 12)])
        #expect(rasterise(outside, width: 3, height: 2).area == 0)
    }

    @Test("a part that is wound around twice is outside")
    func evenOdd() {
        let double = Polygon([(0, 0), (3, 0), (3, 3), (0, 3), (0, 0), (2, 0), (2, 2), (0, 2)])
        #expect(rasterise(double, width: 3, height: 3).picture == "001\n001\n111")
    }

    @Test("nothing, a point, a line and things that are no numbers have no pixels")
    func degenerate() {
        let strange: [Polygon] = [
            Polygon(points: []), Polygon([(1, 1)]), Polygon([(0, 0), (3, 3)]),
            Polygon([(.nan, 0), (2, .infinity), (0, -.infinity)]),
        ]
        for polygon in strange {
            #expect(rasterise(polygon, width: 3, height: 3).area == 0)
        }
        #expect(rasterise(Polygon([(0, 0), (1, 0), (1, 1)]), width: 0, height: 0).pixels.isEmpty)
    }

    @Test("the pixels are those whose centres the polygon contains, and the area is theirs")
    func agreesWithContains() {
        var random = SeededGenerator(seed: 700)
        for _ in 0..<200 {
            let polygon = Polygon(
                points: (0..<Int.random(in: 3...9, using: &random)).map { _ in
                    Point(
                        x: Double(Int.random(in: -8...48, using: &random)) / 4,
                        y: Double(Int.random(in: -8...48, using: &random)) / 4)
                })
            let contained = Mask(width: 10, height: 10) { x, y in
                polygon.contains(Point(x: Double(x) + 0.5, y: Double(y) + 0.5))
            }
            #expect(rasterise(polygon, width: 10, height: 10) == contained)
        }
        #expect(Polygon([(0, 0), (4, 0), (4, 2), (0, 2)]).area == 8)
        #expect(Polygon([(0, 2), (4, 2), (4, 0), (0, 0)]).area == 8)
    }
}
