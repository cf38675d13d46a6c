// SPDX-License-Identifier: Apache-2.0

import ImageCodecs
import Raster
import Testing

/// Planes with a sample for several pixels, against those with a sample for each.
@Suite struct ReducedSizeTests {
    private func planes(_ path: String, sufficientSamples: Int?) throws -> LumaChromaImage {
        let picture = try ImageDecoder().decodePicture(Fixture(path).bytes(), sufficientSamples: sufficientSamples)
        guard case .lumaChroma(let planes) = picture else { throw ImageDecodingError.truncated(.jpeg) }
        return planes
    }

    /// The picture has 320 x 240 pixels.
    @Test(arguments: [
        (nil, 1), (76_800, 1), (19_200, 1), (19_199, 2), (4_800, 2), (4_799, 4), (1_200, 4), (1_199, 8), (0, 8),
    ])
    func moreSamplesAreLeftThanSuffice(sufficientSamples: Int?, step: Int) throws {
        let planes = try planes("recorded/photo.jpg", sufficientSamples: sufficientSamples)
        #expect([planes.width, planes.height] == [320, 240])
        #expect(planes.lumaStep == step && planes.colourStep == max(2, step))
    }

    @Test(
        arguments: [
            "made/baseline-420.jpg", "made/baseline-422.jpg", "made/baseline-444.jpg", "made/progressive.jpg",
            "made/gray.jpg", "recorded/photo.jpg", "recorded/odd_size.jpg", "recorded/exif3.jpg",
        ], [2, 4, 8])
    func samplesAreMeansOfThoseOfTheWholePicture(path: String, step: Int) throws {
        let whole = try planes(path, sufficientSamples: nil)
        let reduced = try planes(path, sufficientSamples: whole.width * whole.height / (step * step) - 1)
        try #require(reduced.lumaStep == step && reduced.colourStep >= step)
        let luma = difference(
            (whole.luma, whole.lumaWidth, whole.lumaHeight), (reduced.luma, reduced.lumaWidth), factor: step)
        #expect(luma < 4)
        let factor = reduced.colourStep / whole.colourStep
        for (plane, small) in [
            (whole.blueDifference, reduced.blueDifference), (whole.redDifference, reduced.redDifference),
        ] {
            let colour = difference(
                (plane, whole.colourWidth, whole.colourHeight), (small, reduced.colourWidth), factor: factor)
            #expect(colour < 4)
        }
    }

    @Test(arguments: [
        (320, 240, 8), (312, 232, 8), (316, 236, 4), (318, 238, 2), (320, 236, 4), (319, 238, nil), (320, 239, nil),
    ])
    func aTurnedPictureIsReducedAsFarAsItCanBeTurned(width: Int, height: Int, step: Int?) throws {
        var file = JPEGSegments(try Fixture("recorded/photo.jpg").bytes())
        file.setSize(width: width, height: height)
        file.insertOrientation(6)
        let picture = try ImageDecoder().decodePicture(file.bytes, sufficientSamples: 100)
        #expect([picture.width, picture.height] == [height, width])
        switch picture {
        case .lumaChroma(let planes): #expect(planes.lumaStep == step)
        case .rgb: #expect(step == nil)
        }
    }

    @Test func pngKeepsItsSize() throws {
        let picture = try ImageDecoder().decodePicture(Fixture("recorded/rgb.png").bytes(), sufficientSamples: 0)
        #expect([picture.width, picture.height] == [320, 240])
        guard case .rgb = picture else { return #expect(Bool(false), "not in RGB") }
    }

    /// Mean difference between samples of `small` and the means of the whole squares that they stand for.
    private func difference(
        _ whole: (samples: [UInt8], width: Int, height: Int), _ small: (samples: [UInt8], width: Int), factor: Int
    ) -> Double {
        var sum = 0.0
        let (columns, rows) = (whole.width / factor, whole.height / factor)
        for y in 0..<rows {
            for x in 0..<columns {
                var square = 0
                for row in (y * factor)..<((y + 1) * factor) {
                    for column in (x * factor)..<((x + 1) * factor) {
                        square += Int(whole.samples[row * whole.width + column])
                    }
                }
                sum += abs(Double(square) / Double(factor * factor) - Double(small.samples[y * small.width + x]))
            }
        }
        return sum / Double(columns * rows)
    }
}
