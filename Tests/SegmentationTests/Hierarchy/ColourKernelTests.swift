// SPDX-License-Identifier: Apache-2.0

import Foundation
import Raster
import Testing

@testable import Segmentation

@Suite struct ColourKernelTests {
    private let colours: [SIMD4<Float>] = {
        var generator = SeededGenerator(seed: 1)
        return (0..<20).map { index in
            let spread: Float = index < 12 ? 12 : 90
            func random() -> Float { Float.random(in: -spread...spread, using: &generator) }
            return SIMD4(50 + random() / 2, random(), random(), abs(random()) / 5)
        }
    }()

    private var areas: [Float] { colours.indices.map { Float(1 + $0 * $0) } }

    @Test("Likeness is a bell of Lab distance, the same in both directions, 1 with itself")
    func values() {
        let kernel = ColourKernel(colours, areas: areas)
        #expect(kernel.count == colours.count)
        for i in colours.indices {
            #expect(kernel.row(i).count == colours.count)
            for (j, value) in kernel.row(i).enumerated() {
                let d = colours[i] - colours[j]
                let distance = Double(d[0] * d[0] + 1.5 * d[1] * d[1] + 1.5 * d[2] * d[2] + d[3] * d[3])
                let expected = exp(-distance / 72)
                #expect(abs(Double(value) - expected) < 0.011)
                #expect(Array(kernel.row(j))[i] == value)
            }
            #expect(Array(kernel.row(i))[i] == 1)
        }
    }

    @Test("The density is the sum of the rows, weighted")
    func density() {
        var generator = SeededGenerator(seed: 2)
        let kernel = ColourKernel(colours, areas: areas)
        let weights = colours.map { _ in
            Bool.random(using: &generator) ? 0 : Float.random(in: 0...9, using: &generator)
        }
        let density = kernel.density(of: weights)
        for region in colours.indices {
            let expected = colours.indices.reduce(Float(0)) { $0 + weights[$1] * Array(kernel.row($1))[region] }
            #expect(isClose(density[region], expected))
        }
        #expect(kernel.total == kernel.density(of: areas))
        #expect(kernel.density(of: colours.map { _ in 0 }).allSatisfy { $0 == 0 })
    }

    @Test("One region is like itself")
    func single() {
        let kernel = ColourKernel([SIMD4(50, 0, 0, 0)], areas: [7])
        #expect(Array(kernel.row(0)) == [1])
        #expect(kernel.total == [7])
    }
}
