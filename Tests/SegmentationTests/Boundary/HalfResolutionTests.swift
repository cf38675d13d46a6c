// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Segmentation

@Suite struct HalfResolutionTests {
    @Test("Means of two by two pixels; an odd last column or row counts twice")
    func halved() {
        let plane = Grid(
            """
            1 3 5
            1 3 7
            2 4 9
            """
        ).plane.halved()
        #expect(plane.width == 2 && plane.height == 2)
        #expect(plane.values == [2, 6, 3, 9])
        #expect(Grid("5").plane.halved().values == [5])
        #expect(Grid("13579").plane.halved().values == [2, 6, 9])
    }

    @Test("Between two pixels a quarter and three quarters of the way")
    func doubled() {
        let plane = Plane(width: 2, height: 1, values: [0, 8]).doubled(width: 4, height: 2)
        #expect(plane.values == [0, 2, 6, 8, 0, 2, 6, 8])
    }

    @Test("Half and back: a ramp stays a ramp away from the rim, a plain plane stays plain")
    func ramp() {
        let ramp = Grid(width: 12, height: 4) { x, _ in x }.plane
        let again = ramp.halved().doubled(width: 12, height: 4)
        for x in 1..<11 { #expect(isClose(again[x, 2], Float(x))) }
        let plain = Grid(width: 7, height: 5) { _, _ in 4 }.plane
        #expect(areClose(plain.halved().doubled(width: 7, height: 5), plain))
    }

    @Test("Halving keeps the mean of a plane with even sides")
    func mean() {
        let plane = randomPlane(10, 6, seed: 2)
        #expect(isClose(plane.halved().mean, plane.mean))
    }
}
