// SPDX-License-Identifier: Apache-2.0

import Foundation
import Raster
import Testing

@testable import Segmentation

@Suite struct LabColourTests {
    @Test(
        "Known colours",
        arguments: [
            ((0, 0, 0), (0, 0, 0)),
            ((255, 255, 255), (100, 0, 0)),
            ((255, 0, 0), (53.24, 80.09, 67.20)),
            ((0, 255, 0), (87.73, -86.18, 83.18)),
            ((0, 0, 255), (32.30, 79.19, -107.86)),
            ((255, 255, 0), (97.14, -21.55, 94.48)),
            ((119, 119, 119), (50.03, 0, 0)),
        ] as [((Int, Int, Int), (Float, Float, Float))])
    func known(colour: (Int, Int, Int), expected: (Float, Float, Float)) {
        let lab = lab(Double(colour.0), Double(colour.1), Double(colour.2))
        #expect(abs(lab.0 - expected.0) < 0.15)
        #expect(abs(lab.1 - expected.1) < 0.15)
        #expect(abs(lab.2 - expected.2) < 0.15)
    }

    @Test("The tables agree with the formulas of CIE, also between whole bytes")
    func oracle() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<400 {
            let colour = (0..<3).map { _ in Double.random(in: 0...255, using: &generator) }
            let lab = lab(colour[0], colour[1], colour[2])
            let expected = exactLab(colour[0], colour[1], colour[2])
            #expect(abs(Double(lab.0) - expected.0) < 0.4)
            #expect(abs(Double(lab.1) - expected.1) < 0.8)
            #expect(abs(Double(lab.2) - expected.2) < 0.8)
        }
    }

    @Test("Gray has no colour and gets lighter with every byte")
    func gray() {
        let lightness = (0...255).map { byte -> Float in
            let lab = lab(Double(byte), Double(byte), Double(byte))
            #expect(abs(lab.1) < 0.6 && abs(lab.2) < 0.6)
            return lab.0
        }
        for (darker, lighter) in zip(lightness, lightness.dropFirst()) { #expect(darker < lighter) }
    }

    private func lab(_ red: Double, _ green: Double, _ blue: Double) -> (Float, Float, Float) {
        var planes = ColourPlanes(.plain(2, 2), ViewGeometry(width: 2, height: 2))
        planes.red = Plane(width: 1, height: 1, values: [Float(red)])
        planes.green = Plane(width: 1, height: 1, values: [Float(green)])
        planes.blue = Plane(width: 1, height: 1, values: [Float(blue)])
        let lab = LabPlanes(planes)
        return (lab.lightness.values[0], lab.a.values[0], lab.b.values[0])
    }

    private func exactLab(_ red: Double, _ green: Double, _ blue: Double) -> (Double, Double, Double) {
        func linear(_ byte: Double) -> Double {
            let value = byte / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        func response(_ t: Double) -> Double { t > 216.0 / 24389 ? cbrt(t) : t * 841 / 108 + 4.0 / 29 }
        let (r, g, b) = (linear(red), linear(green), linear(blue))
        let x = response((0.412453 * r + 0.357580 * g + 0.180423 * b) / 0.950456)
        let y = response(0.212671 * r + 0.715160 * g + 0.072169 * b)
        let z = response((0.019334 * r + 0.119193 * g + 0.950227 * b) / 1.088754)
        return (116 * y - 16, 500 * (x - y), 200 * (y - z))
    }
}
