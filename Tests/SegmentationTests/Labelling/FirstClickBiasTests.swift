// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Segmentation

@Suite struct FirstClickBiasTests {
    @Test("The less of the view the object is expected to cover, the less of it is taken, within bounds")
    func monotone() {
        let shares: [Float] = [0, 1e-5, 1e-3, 0.01, 0.11, 0.15, 0.2, 0.3, 0.6, 1]
        let biases = shares.map { RegionLabelling.firstClickBias(expectedShare: $0) }
        #expect(biases == biases.sorted())
        #expect(biases[..<4].allSatisfy { $0 == -0.7 })
        #expect(biases[4] < -0.5 && biases[4] > -0.7)
        #expect(biases[5] < -0.2 && biases[5] > -0.4)
        #expect(biases[6...].allSatisfy { abs($0) < 1e-6 })
    }
}
