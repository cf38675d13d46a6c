// SPDX-License-Identifier: Apache-2.0

import ImageCodecs
import Raster
import Testing

@Suite struct PNGEncodingTests {
    @Test(arguments: [(1, 1), (1, 17), (17, 1), (3, 2), (64, 33)])
    func noiseIsDecodedAsItWasEncoded(width: Int, height: Int) throws {
        var generator = SeededGenerator(seed: UInt64(width))
        let image = Image(
            width: width, height: height,
            pixels: (0..<(3 * width * height)).map { _ in UInt8.random(in: 0...255, using: &generator) })
        #expect(try ImageDecoder().decode(encodePNG(image)) == image)
    }

    @Test func photoIsDecodedAsItWasEncodedAndSmaller() throws {
        let image = try ImageDecoder().decode(Fixture("recorded/photo.jpg").bytes())
        let file = encodePNG(image)
        #expect(try ImageDecoder().decode(file) == image)
        #expect(file.count < image.pixels.count * 3 / 5)
    }

    /// Of each filter there is a picture that only it makes small.
    @Test func smoothPicturesAlmostVanish() {
        let slope = Image(width: 100, height: 100, pixels: (0..<30000).map { UInt8(($0 / 3 % 100 + $0 / 300) % 256) })
        #expect(encodePNG(slope).count < 400)
    }
}
