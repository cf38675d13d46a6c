// SPDX-License-Identifier: Apache-2.0

import ImageCodecs
import Raster
import Testing

@Suite struct GrayStretchTests {
    @Test func darkestBecomesBlackAndLightestWhite() throws {
        let image = try ImageDecoder().decode(PNGFile(gray16: [[1000, 1255], [1100, 1001]]).bytes)
        #expect(image.pixels == [0, 0, 0, 255, 255, 255, 100, 100, 100, 1, 1, 1])
    }

    @Test func levelsAreRoundedDown() throws {
        let image = try ImageDecoder().decode(PNGFile(gray16: [[0, 256, 257, 65534, 65535]]).bytes)
        #expect(stride(from: 0, to: 15, by: 3).map { image.pixels[$0] } == [0, 0, 1, 254, 255])
    }

    @Test(arguments: [UInt16(0), 1, 700, .max])
    func pictureOfOneValueIsBlack(value: UInt16) throws {
        let image = try ImageDecoder().decode(PNGFile(gray16: [[value, value, value]]).bytes)
        #expect(image.pixels == [UInt8](repeating: 0, count: 9))
    }
}
