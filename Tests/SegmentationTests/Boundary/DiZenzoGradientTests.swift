// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Segmentation

@Suite struct DiZenzoGradientTests {
    @Test("Nothing changes, no edge", arguments: [(1, 1), (1, 5), (5, 1), (4, 4)])
    func plain(width: Int, height: Int) {
        let plane = Grid(width: width, height: height) { _, _ in 9 }.plane
        #expect(colourGradient([plane, plane]).values.allSatisfy { $0 == 0 })
    }

    @Test("The strength of a ramp is its slope, in every direction")
    func ramps() {
        for (slopeX, slopeY) in [(3, 0), (0, 5), (3, 4), (1, 1)] {
            let plane = Grid(width: 7, height: 7) { x, y in slopeX * x + slopeY * y }.plane
            let slope = Float(slopeX * slopeX + slopeY * slopeY).squareRoot()
            for y in 1..<6 {
                for x in 1..<6 { #expect(isClose(colourGradient([plane])[x, y], slope)) }
            }
        }
    }

    @Test("A step is an edge on both sides of it, and nowhere else")
    func step() {
        let gradient = colourGradient([Grid("000888\n000888\n000888").plane])
        #expect(gradient.values == [0, 0, 4, 4, 0, 0, 0, 0, 4, 4, 0, 0, 0, 0, 4, 4, 0, 0])
    }

    @Test("Channels that change together add up; those of opposite sign do not cancel")
    func channels() {
        let rising = Grid(width: 6, height: 6) { x, _ in 2 * x }.plane
        let falling = Grid(width: 6, height: 6) { x, _ in 30 - 2 * x }.plane
        let same = colourGradient([rising, rising])
        let opposite = colourGradient([rising, falling])
        #expect(areClose(same, opposite))
        #expect(isClose(opposite[3, 3], 2 * Float(2).squareRoot()))
    }

    @Test("Channels that change across each other count as the stronger, not as the sum")
    func crossing() {
        let across = Grid(width: 6, height: 6) { x, _ in 3 * x }.plane
        let down = Grid(width: 6, height: 6) { _, y in 4 * y }.plane
        #expect(isClose(colourGradient([across, down])[3, 3], 4))
    }

    @Test("A turned or mirrored picture has the turned or mirrored strength")
    func symmetry() {
        let planes = (0..<3).map { randomPlane(7, 5, seed: $0) }
        let gradient = colourGradient(planes)
        #expect(areClose(colourGradient(planes.map(\.turned)), gradient.turned, within: 1e-3))
        #expect(areClose(colourGradient(planes.map(\.mirrored)), gradient.mirrored, within: 1e-3))
    }

    @Test("The strength is the largest change of colour in any direction")
    func oracle() {
        let planes = (0..<3).map { randomPlane(6, 6, seed: 10 + $0) }
        let gradient = colourGradient(planes)
        for y in 1..<5 {
            for x in 1..<5 {
                let slopes = planes.map { slope(of: $0, x, y) }
                // Tried every half degree; squares of slopes are close to flat around their largest.
                let largest =
                    (0..<360).map { step -> Float in
                        let angle = Float(step) * .pi / 360
                        let (cosine, sine) = (cosine(angle), cosine(angle - .pi / 2))
                        return slopes.reduce(0) {
                            let along = $1.x * cosine + $1.y * sine
                            return $0 + along * along
                        }
                    }.max() ?? 0
                #expect(isClose(gradient[x, y], largest.squareRoot(), within: 1e-3))
            }
        }
    }

    private func slope(of plane: Plane, _ x: Int, _ y: Int) -> (x: Float, y: Float) {
        var slope: (x: Float, y: Float) = (0, 0)
        for (offset, weight) in [(-1, Float(3)), (0, 10), (1, 3)] {
            slope.x += weight * (plane[x + 1, y + offset] - plane[x - 1, y + offset]) / 32
            slope.y += weight * (plane[x + offset, y + 1] - plane[x + offset, y - 1]) / 32
        }
        return slope
    }

    /// The cosine by its series, good enough up to half a turn.
    private func cosine(_ angle: Float) -> Float {
        let square = Double(angle * angle)
        var term = 1.0
        var sum = 1.0
        for n in 1...12 {
            term *= -square / Double((2 * n - 1) * (2 * n))
            sum += term
        }
        return Float(sum)
    }
}
