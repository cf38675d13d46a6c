// SPDX-License-Identifier: Apache-2.0

import Outline
import Raster
import Testing

/// The laws of an outline, for all masks.
@Suite("Simplification")
struct SimplificationTests {
    /// What must hold for the outline of any mask.
    private func expectLaws(_ mask: Mask, tolerance: Double = 1, _ comment: Comment? = nil) {
        let placed = PlacedMask(mask)
        let polygon = outline(of: placed, containing: [], tolerance: tolerance)
        let components = Components(of: mask)
        guard let largest = components.largest else { return #expect(polygon.isEmpty) }
        let contour = components.outerContour(of: largest)

        #expect(polygon.points.count >= 3 && polygon.points.first != polygon.points.last, comment)
        #expect(polygon.points.count <= contour.corners.count, comment)
        #expect(Oracle.isSimple(polygon), "\(comment ?? "")\n\(mask.picture)")
        #expect(Oracle.distance(polygon, contour.polygon) <= tolerance + 1e-9, "\(comment ?? "")\n\(mask.picture)")
        let isOnLattice = polygon.points.allSatisfy { point in
            0 <= point.x && point.x <= Double(mask.width) && 0 <= point.y && point.y <= Double(mask.height)
                && (point.x * 4).rounded() == point.x * 4 && (point.y * 4).rounded() == point.y * 4
        }
        #expect(isOnLattice)
    }

    @Test("simple, near and on the lattice, for random masks", arguments: 0..<8)
    func randomMasks(seed: Int) {
        var random = SeededGenerator(seed: UInt64(100 + seed))
        for _ in 0..<150 { expectLaws(randomMask(&random)) }
    }

    @Test("the same for other tolerances", arguments: [0.5, 0.6, 0.75, 1.5, 3, 10])
    func otherTolerances(tolerance: Double) {
        var random = SeededGenerator(seed: 200)
        for _ in 0..<150 { expectLaws(randomMask(&random), tolerance: tolerance) }
    }

    @Test("simple for every fifth of all masks of 4 by 4 pixels")
    func allSmallMasks() {
        for bits in stride(from: 1, to: 1 << 16, by: 5) {
            let mask = Mask(width: 4, height: 4) { x, y in bits >> (4 * y + x) & 1 == 1 }
            if !Oracle.isSimple(outline(of: PlacedMask(mask), containing: [])) { Issue.record("\(mask.picture)") }
        }
    }

    @Test("larger, ragged masks")
    func largeMasks() {
        var random = SeededGenerator(seed: 300)
        for _ in 0..<3 {
            expectLaws(smoothNoise(70, 70, &random))
            expectLaws(noise(40, 40, density: 0.62, &random))
            expectLaws(walk(80, 80, &random))
        }
    }

    @Test("a line of one pixel in any direction", arguments: [0, 1, 7, 16, 27, 40, 53, 64, 73, 79, 80])
    func thinLines(rise: Int) {
        let mask = Mask(width: 81, height: 81) { x, y in
            let ideal = Double(x * rise) / 80
            let next = Double((x + 1) * rise) / 80
            return Double(y) >= ideal.rounded(.down) && Double(y) <= next.rounded(.down)
        }
        expectLaws(mask)
    }

    @Test("combs and spirals with gaps of one pixel")
    func combsAndSpirals() {
        expectLaws(Mask(width: 61, height: 20) { x, y in y == 0 || x % 2 == 0 })
        expectLaws(Mask(width: 61, height: 40) { x, y in y == 0 || (x + y) % 3 == 0 || (x + y) % 3 == 1 && y % 9 == 0 })
        expectLaws(spiral(side: 41))
        expectLaws(Mask(width: 60, height: 60) { x, y in (x / 2 + y / 2) % 2 == 0 || (x + y) % 7 == 0 })
    }

    /// A path of one pixel wound inwards with gaps of one pixel.
    private func spiral(side: Int) -> Mask {
        var mask = Mask(width: side, height: side)
        var (x, y, dx, dy) = (0, 0, 1, 0)
        func isFree(_ x: Int, _ y: Int) -> Bool { x >= 0 && y >= 0 && x < side && y < side && !mask[x, y] }
        mask[0, 0] = true
        for _ in 0..<(side * side) {
            // Go on while the field after the next is not the path, so that a gap stays.
            let ahead = (x + 2 * dx, y + 2 * dy)
            let isInside = ahead.0 >= 0 && ahead.1 >= 0 && ahead.0 < side && ahead.1 < side
            if isFree(x + dx, y + dy) && (!isInside || isFree(ahead.0, ahead.1)) {
                (x, y) = (x + dx, y + dy)
                mask[x, y] = true
            } else {
                (dx, dy) = (-dy, dx)
            }
        }
        return mask
    }

    @Test("a half-plane's staircase becomes one edge through the middle of its steps")
    func staircaseBecomesAnEdge() {
        let mask = Mask(width: 110, height: 110) { x, y in x >= 5 && y >= 5 && x + y < 110 }
        let polygon = outline(of: PlacedMask(mask), containing: [])
        #expect(polygon.points.count <= 5)
        #expect(abs(polygon.area - Double(mask.area)) < 0.002 * Double(mask.area))
    }

    @Test("neither inside nor outside on the whole: discs keep their area and nearly all of their pixels")
    func discsAreUnbiased() {
        for radius in [20.0, 35.3, 50.5, 77.7, 120.1] {
            let side = Int(2 * radius) + 10
            let mask = Mask(width: side, height: side) { x, y in
                let (dx, dy) = (Double(x) - radius - 4.3, Double(y) - radius - 4.7)
                return dx * dx + dy * dy <= radius * radius
            }
            let polygon = outline(of: PlacedMask(mask), containing: [])
            #expect(abs(polygon.area / Double(mask.area) - 1) < 0.002)
            #expect(Oracle.iou(rasterise(polygon, width: side, height: side), mask) > 0.993)
            #expect(polygon.points.count < 2 * Int(radius.squareRoot()) + 45)
        }
    }

    @Test("ragged objects of more than 1000 pixels keep an IoU above 0.99")
    func iouOfRaggedObjects() {
        var random = SeededGenerator(seed: 400)
        var tried = 0
        while tried < 20 {
            let mask = discs(100, 80, &random)
            guard let object = Oracle.components(of: mask).map({ Oracle.filled($0) }).max(by: { $0.area < $1.area }),
                object.area > 1000
            else { continue }
            tried += 1
            let polygon = outline(of: PlacedMask(object), containing: [])
            #expect(Oracle.iou(rasterise(polygon, width: 100, height: 80), object) > 0.99)
        }
    }

    @Test("a pixel that simplification would cut off stays inside once it is clicked", arguments: [1.0, 2, 4])
    func clicksStayInside(tolerance: Double) {
        var random = SeededGenerator(seed: 500)
        var lost = 0
        for _ in 0..<150 {
            let placed = PlacedMask(randomMask(&random))
            let (width, height) = (placed.frameWidth, placed.frameHeight)
            let components = Components(of: placed.fullFrame())
            func pixels(clicking clicks: [Point]) -> Mask {
                let polygon = outline(of: placed, containing: clicks, tolerance: tolerance)
                return rasterise(polygon, width: width, height: height)
            }
            let unclicked = pixels(clicking: [])
            let cutOff = unclicked.pixels.indices.filter { index in
                unclicked.pixels[index] == 0
                    && components.component(x: index % width, y: index / width).map { $0 == components.largest } == true
            }
            lost += cutOff.count
            let clicks = cutOff.prefix(50).map { Point(x: Double($0 % width) + 0.99, y: Double($0 / width) + 0.01) }
            let clicked = pixels(clicking: clicks)
            #expect(cutOff.prefix(50).allSatisfy { clicked.pixels[$0] == 1 }, "\(placed.fullFrame().picture)")
        }
        #expect(lost > 10)
    }
}
