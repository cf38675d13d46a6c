// SPDX-License-Identifier: Apache-2.0

import Foundation
import Raster
import Testing

@testable import Segmentation

@Suite struct GaussianBlurTests {
    @Test("A plain plane stays as it is", arguments: [(1, 1), (1, 6), (7, 1), (5, 4)])
    func plain(width: Int, height: Int) {
        let plane = Grid(width: width, height: height) { _, _ in 7 }.plane.blurred(sigma: 1.5)
        #expect(plane.values.allSatisfy { isClose($0, 7) })
    }

    @Test("Every pixel is the weighted sum of its square of neighbours", arguments: [Float(0.8), 1, 2, 6])
    func oracle(sigma: Float) {
        for (width, height) in [(9, 7), (1, 5), (6, 1), (3, 3)] {
            let plane = randomPlane(width, height, seed: UInt64(width))
            let expected = blurredDirectly(plane, sigma: sigma)
            for (value, oracle) in zip(plane.blurred(sigma: sigma).values, expected) {
                #expect(abs(value - Float(oracle)) < 1e-3)
            }
        }
    }

    @Test("A mirrored plane blurs to the mirrored blur, a turned one to the turned one")
    func symmetry() {
        let plane = randomPlane(8, 5, seed: 3)
        let blurred = plane.blurred(sigma: 1.2)
        #expect(areClose(plane.mirrored.blurred(sigma: 1.2), blurred.mirrored))
        #expect(areClose(plane.turned.blurred(sigma: 1.2), blurred.turned))
    }

    @Test("A single bright pixel keeps its sum and becomes a bell")
    func impulse() {
        var plane = Plane(width: 15, height: 15)
        plane.values[7 * 15 + 7] = 100
        let blurred = plane.blurred(sigma: 1)
        #expect(isClose(blurred.values.reduce(0, +), 100, within: 1e-3))
        for x in 7..<14 { #expect(blurred[x, 7] >= blurred[x + 1, 7]) }
        #expect(blurred[7, 7] > 1.6 * blurred[8, 7])
    }

    /// The sum over the square of neighbours, edge pixels repeated outwards, in one go and in double precision.
    private func blurredDirectly(_ plane: Plane, sigma: Float) -> [Double] {
        let radius = Int((2.5 * sigma).rounded(.up))
        let reach = -radius...radius
        return plane.values.indices.map { pixel in
            var sum = 0.0
            var total = 0.0
            for dy in reach {
                for dx in reach {
                    let weight = exp(-Double(dx * dx + dy * dy) / Double(2 * sigma * sigma))
                    let x = (pixel % plane.width + dx).clamped(to: 0...(plane.width - 1))
                    let y = (pixel / plane.width + dy).clamped(to: 0...(plane.height - 1))
                    sum += weight * Double(plane[x, y])
                    total += weight
                }
            }
            return sum / total
        }
    }
}

/// A plane of numbers from 0 to 100.
func randomPlane(_ width: Int, _ height: Int, seed: UInt64) -> Plane {
    var generator = SeededGenerator(seed: seed)
    return Plane(
        width: width, height: height,
        values: (0..<(width * height)).map { _ in Float.random(in: 0...100, using: &generator) })
}

/// Whether two planes are the same but for rounding.
func areClose(_ a: Plane, _ b: Plane, within tolerance: Float = 1e-4) -> Bool {
    a.width == b.width && a.height == b.height
        && zip(a.values, b.values).allSatisfy { isClose($0, $1, within: tolerance) }
}

extension Plane {
    /// The plane with left and right changed over.
    var mirrored: Plane {
        Plane(
            width: width, height: height,
            values: values.indices.map { self[width - 1 - $0 % width, $0 / width] })
    }

    /// The plane turned by a quarter, clockwise.
    var turned: Plane {
        Plane(
            width: height, height: width,
            values: values.indices.map { self[$0 / height, height - 1 - $0 % height] })
    }
}
