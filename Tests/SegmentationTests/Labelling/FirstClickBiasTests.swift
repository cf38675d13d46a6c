// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Segmentation

@Suite struct FirstClickBiasTests {
    @Test("The less of the view the object is expected to cover, the less of it is taken, within bounds")
    func monotone() {
        let shares: [Float] = [0, 1e-5, 1e-3, 0.01, 0.05, 0.13, 0.3, 0.6, 1]
        let biases = shares.map { RegionLabelling.firstClickBias(expectedShare: $0) }
        #expect(biases == biases.sorted())
        #expect(biases[0] == -1.2)
        #expect(biases[4] < -0.4 && biases[4] > -0.6)
        #expect(biases[5...].allSatisfy { abs($0) < 1e-6 })
    }
}
