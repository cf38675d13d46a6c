// SPDX-License-Identifier: Apache-2.0

import CZlib
import ImageCodecs
import Raster
import Testing

/// The annotator sees what Pillow makes of a file, so that is what the interactor has to see.
@Suite struct PillowParityTests {
    @Test(arguments: try Expectation.all().sorted { $0.key < $1.key })
    func decodesAsPillowDoes(path: String, expected: Expectation) throws {
        let image = try ImageDecoder().decode(Fixture(path).bytes())
        try #require(image.width == expected.width && image.height == expected.height)
        if let checksum = expected.crc32 {
            #expect(UInt32(crc32(0, image.pixels, UInt32(image.pixels.count))) == checksum)
        } else {
            let lattice = try ImageDecoder().decode(Fixture("expected/" + #require(expected.lattice)).bytes())
            #expect(try greatestDifference(of: image, to: lattice, step: #require(expected.step)) <= 2)
        }
    }

    @Test func everyFixtureOfEachFolderIsExpected() throws {
        let paths = try Expectation.all().keys
        #expect(paths.filter { $0.hasPrefix("recorded/") }.count == 25)
        #expect(paths.filter { $0.hasPrefix("made/") }.count == 69)
    }

    private func greatestDifference(of image: Image, to lattice: Image, step: Int) throws -> Int {
        try #require(lattice.width == (image.width - step / 2 + step - 1) / step)
        try #require(lattice.height == (image.height - step / 2 + step - 1) / step)
        var greatest = 0
        for row in 0..<lattice.height {
            for column in 0..<lattice.width {
                let ours = 3 * ((step / 2 + row * step) * image.width + step / 2 + column * step)
                let theirs = 3 * (row * lattice.width + column)
                for channel in 0..<3 {
                    let difference = Int(image.pixels[ours + channel]) - Int(lattice.pixels[theirs + channel])
                    greatest = max(greatest, abs(difference))
                }
            }
        }
        return greatest
    }
}
