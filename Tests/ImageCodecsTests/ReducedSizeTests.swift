// SPDX-License-Identifier: Apache-2.0

import ImageCodecs
import Raster
import Testing

@Suite struct ReducedSizeTests {
    @Test(arguments: [
        (1, [40, 30]), (40, [40, 30]), (41, [80, 60]), (80, [80, 60]), (81, [160, 120]), (160, [160, 120]),
        (161, [320, 240]), (320, [320, 240]), (5000, [320, 240]),
    ])
    func longerSideKeepsAtLeastThePixelsAskedFor(sufficientSide: Int, expected: [Int]) throws {
        let image = try ImageDecoder().decode(
            Fixture("recorded/photo.jpg").bytes(), sufficientSide: sufficientSide)
        #expect([image.width, image.height] == expected)
    }

    @Test func sidesAreDividedRoundingUp() throws {
        let image = try ImageDecoder().decode(Fixture("recorded/odd_size.jpg").bytes(), sufficientSide: 100)
        #expect([image.width, image.height] == [159, 120])
    }

    @Test(arguments: ["recorded/exif6.jpg", "recorded/cmyk.jpg", "recorded/gray.jpg", "made/progressive.jpg"])
    func reducedPictureIsTheMeanOfTheBlocks(path: String) throws {
        let bytes = try Fixture(path).bytes()
        let whole = try ImageDecoder().decode(bytes)
        let half = try ImageDecoder().decode(bytes, sufficientSide: max(whole.width, whole.height) / 2)
        try #require([half.width, half.height] == [(whole.width + 1) / 2, (whole.height + 1) / 2])
        var sum = 0
        for y in 0..<(whole.height / 2) {
            for x in 0..<(whole.width / 2) {
                let corner = 3 * (2 * y * whole.width + 2 * x)
                let block = [0, 3, 3 * whole.width, 3 * whole.width + 3].map { Int(whole.pixels[corner + $0]) }
                sum += abs(block.reduce(0, +) / 4 - Int(half.pixels[3 * (y * half.width + x)]))
            }
        }
        #expect(Double(sum) / Double((whole.height / 2) * (whole.width / 2)) < 3)
    }

    @Test func pngKeepsItsSize() throws {
        let image = try ImageDecoder().decode(Fixture("recorded/rgb.png").bytes(), sufficientSide: 10)
        #expect([image.width, image.height] == [320, 240])
    }
}
