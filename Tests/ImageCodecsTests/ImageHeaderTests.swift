// SPDX-License-Identifier: Apache-2.0

import ImageCodecs
import Testing

@Suite struct ImageHeaderTests {
    @Test(arguments: try Expectation.all().sorted { $0.key < $1.key })
    func sizeIsThatOfTheUprightPicture(path: String, expected: Expectation) throws {
        let header = try ImageHeader(of: Fixture(path).bytes())
        #expect(header.width == expected.width)
        #expect(header.height == expected.height)
    }

    @Test func storedSizeIsThatBeforeTurning() throws {
        let header = try ImageHeader(of: Fixture.made("rgb8-orientation6.png").bytes())
        #expect(header.format == .png)
        #expect(header.orientation == .clockwise)
        #expect([header.storedWidth, header.storedHeight] == [37, 29])
        #expect([header.width, header.height] == [29, 37])
    }

    @Test func hugePNGIsRefusedByItsHeader() {
        let file = PNGFile(width: 100_000, height: 100_000, rows: [])
        let error = ImageDecodingError.tooManyPixels(width: 100_000, height: 100_000, limit: 100_000_000)
        #expect(throws: error) { try ImageDecoder().decode(file.bytes) }
        #expect(
            error.description == "The image is too large: 100000 x 100000 is more than the limit of 100000000 pixels")
    }

    @Test(arguments: [(1_000_001, 1), (1, 1_000_001)] as [(UInt32, UInt32)])
    func aRowOrColumnWithoutEndIsRefusedByItsHeader(width: UInt32, height: UInt32) throws {
        let error = ImageDecodingError.tooLong(width: Int(width), height: Int(height))
        #expect(throws: error) { try ImageDecoder().decode(PNGFile(width: width, height: height, rows: []).bytes) }
        #expect(
            error.description
                == "The image is too large: \(width) x \(height) has a side of more than 1000000 pixels")
    }

    @Test func hugeJPEGIsRefusedByItsHeader() throws {
        let file = try jpeg(width: 65500, height: 65500)
        #expect(throws: ImageDecodingError.tooManyPixels(width: 65500, height: 65500, limit: 100_000_000)) {
            try ImageDecoder().decode(file)
        }
    }

    @Test func limitIsTheLargestSizeThatIsAccepted() throws {
        let bytes = try Fixture.made("rgb8.png").bytes()
        #expect(throws: Never.self) { try ImageDecoder(maximumPixels: 37 * 29).decode(bytes) }
        #expect(throws: ImageDecodingError.tooManyPixels(width: 37, height: 29, limit: 37 * 29 - 1)) {
            try ImageDecoder(maximumPixels: 37 * 29 - 1).decode(bytes)
        }
    }

    @Test func pictureWithoutPixelsIsRefused() throws {
        #expect(
            outcome(of: PNGFile(width: 0, height: 5, rows: []).bytes)
                == .failure(.emptyPicture(.png, width: 0, height: 5)))
        #expect(
            outcome(of: PNGFile(width: 5, height: 0, rows: []).bytes)
                == .failure(.emptyPicture(.png, width: 5, height: 0)))
        #expect(outcome(of: try jpeg(width: 0, height: 9)) == .failure(.emptyPicture(.jpeg, width: 0, height: 9)))
        #expect(outcome(of: try jpeg(width: 9, height: 0)) == .failure(.emptyPicture(.jpeg, width: 9, height: 0)))
    }

    @Test(arguments: [(UInt8(3), UInt8(2)), (16, 3), (8, 1), (8, 7), (0, 0)])
    func headerWithImpossiblePixelsIsRefused(bitDepth: UInt8, colorType: UInt8) {
        let file = PNGFile(width: 1, height: 1, bitDepth: bitDepth, colorType: colorType, rows: [[1, 2, 3]])
        #expect(outcome(of: file.bytes).isDamage(of: .png))
    }

    @Test func sizeBeyondThePNGFormatIsRefused() {
        #expect(outcome(of: PNGFile(width: .max, height: .max, rows: []).bytes).isDamage(of: .png))
    }

    @Test func pngSentAsTextIsToldSo() throws {
        let asText = try Fixture.made("rgb8.png").bytes().filter { $0 != UInt8(ascii: "\r") }
        #expect(
            outcome(of: asText)
                == .failure(.damaged(.png, reason: "the signature is wrong; was the file sent as text?")))
    }

    /// A JPEG file whose frame header was changed to say another size.
    private func jpeg(width: UInt16, height: UInt16) throws -> [UInt8] {
        var bytes = try Fixture.made("baseline-444.jpg").bytes()
        let frame = try firstIndex(of: [0xFF, 0xC0], in: bytes)
        bytes.replaceSubrange(
            (frame + 5)..<(frame + 9),
            with: [UInt8(height >> 8), UInt8(height & 255), UInt8(width >> 8), UInt8(width & 255)])
        return bytes
    }
}
