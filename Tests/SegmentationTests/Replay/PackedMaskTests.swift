// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct PackedMaskTests {
    @Test("What is packed comes back, pixel by pixel and all at once", arguments: Array(0...33) + [1000])
    func roundTrip(count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        for _ in 0..<10 {
            let pixels = (0..<count).map { _ in UInt8.random(in: 0...1, using: &generator) }
            let packed = PackedMask(pixels)
            #expect(packed.count == count)
            #expect(packed.pixels == pixels)
            #expect((0..<count).map { packed[$0] ? 1 : 0 } == pixels)
            #expect(packed.area == pixels.count { $0 == 1 })
        }
    }

    @Test("Every byte there is", arguments: [UInt8](0...255))
    func bytes(byte: UInt8) {
        let pixels = (0..<8).map { byte >> UInt8($0) & 1 }
        #expect(PackedMask(pixels).pixels == pixels)
        #expect(PackedMask(pixels + [1]).pixels == pixels + [1])
    }
}
