// SPDX-License-Identifier: Apache-2.0

import ImageCodecs
import Raster
import Testing

/// Pictures in the colours in which their files hold them, against the same in RGB.
@Suite struct PlaneDecodingTests {
    /// Files and the pixels along the side of a square that shares a colour; nil for those that are decoded to RGB.
    @Test(arguments: [
        ("made/baseline-420.jpg", 2), ("made/baseline-422.jpg", 2), ("made/baseline-444.jpg", 1),
        ("made/progressive.jpg", 2), ("made/restarts.jpg", 2), ("made/gray.jpg", 2), ("recorded/photo.jpg", 2),
        ("recorded/odd_size.jpg", 2), ("recorded/exif6.jpg", 2), ("recorded/gray.jpg", 2),
        ("made/cmyk.jpg", nil), ("made/rgb8.png", nil),
    ])
    func planesAreThoseOfTheFile(path: String, colourStep: Int?) throws {
        let bytes = try Fixture(path).bytes()
        switch try ImageDecoder().decodePicture(bytes) {
        case .lumaChroma(let planes): #expect(planes.colourStep == colourStep)
        case .rgb: #expect(colourStep == nil)
        }
    }

    /// libjpeg smooths colours between squares and ``Image/init(_:)`` does not, so single pixels may differ.
    @Test(arguments: try Expectation.all().keys.filter { $0.hasSuffix(".jpg") }.sorted())
    func theyShowWhatRGBShows(path: String) throws {
        let bytes = try Fixture(path).bytes()
        let expected = try ImageDecoder().decode(bytes)
        let picture = try ImageDecoder().decodePicture(bytes)
        try #require([picture.width, picture.height] == [expected.width, expected.height])
        let differences = zip(picture.image.pixels, expected.pixels).map { abs(Int($0) - Int($1)) }
        #expect(Double(differences.reduce(0, +)) / Double(differences.count) < 4)
    }

    @Test(arguments: try Expectation.all().keys.filter { $0.hasSuffix(".jpg") }.sorted())
    func lumaIsThatOfRGB(path: String) throws {
        let bytes = try Fixture(path).bytes()
        guard case .lumaChroma(let planes) = try ImageDecoder().decodePicture(bytes) else { return }
        let pixels = try ImageDecoder().decode(bytes).pixels
        let differences = planes.luma.indices.map { index in
            let rgb = (0..<3).map { Float(pixels[3 * index + $0]) }
            return abs(0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2] - Float(planes.luma[index]))
        }
        // Colours that RGB can't show are cut off, which changes the luma of a few pixels.
        #expect(differences.reduce(0, +) / Float(differences.count) < 1)
    }

    @Test(arguments: BrokenFileTests.jpegs)
    func brokenFilesFailInTheSameWay(fixture: Fixture) throws {
        let bytes = try fixture.bytes()
        for count in stride(from: 3, to: bytes.count, by: 7) {
            let part = Array(bytes.prefix(count))
            #expect(throws: ImageDecodingError.truncated(.jpeg), "\(count) bytes") {
                try ImageDecoder().decodePicture(part)
            }
        }
    }

    @Test(arguments: BrokenFileTests.jpegs)
    func changedBytesGiveAPictureOrAnError(fixture: Fixture) throws {
        for changed in changedCopies(of: try fixture.bytes(), seed: 12) {
            let header = try? ImageHeader(of: changed)
            guard let picture = try? ImageDecoder(maximumPixels: 1_000_000).decodePicture(changed) else { continue }
            #expect([picture.width, picture.height] == [header?.width, header?.height])
        }
    }

    /// The frame header promises other sampling factors than the one that libjpeg reads: RGB or an error, no harm.
    @Test func aSecondFrameHeaderIsNotTrusted() throws {
        var bytes = try Fixture.made("baseline-420.jpg").bytes()
        let frame = try firstIndex(of: [0xFF, 0xC0], in: bytes)
        for factors in [UInt8(0x11), 0x12, 0x21, 0x41, 0x44, 0x00, 0xFF] {
            bytes[frame + 11] = factors
            _ = try? ImageDecoder().decodePicture(bytes)
        }
    }
}
