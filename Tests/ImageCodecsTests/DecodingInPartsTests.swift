// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import ImageCodecs

/// JPEG files that two threads decode, against the same decoded by one.
@Suite struct DecodingInPartsTests {
    static let jpegs = [
        "made/baseline-420.jpg", "made/baseline-422.jpg", "made/baseline-444.jpg", "made/gray.jpg",
        "made/progressive.jpg", "made/restarts.jpg", "made/exif-big-endian.jpg", "made/cmyk.jpg",
        "recorded/photo.jpg", "recorded/odd_size.jpg", "recorded/exif6.jpg", "recorded/gray.jpg",
    ].map(Fixture.init)

    static let usual = [
        "made/baseline-422.jpg", "made/baseline-444.jpg", "recorded/photo.jpg", "recorded/odd_size.jpg",
        "recorded/gray.jpg",
    ].map(Fixture.init)

    /// Orders in which the parts may be worked on by one thread: in the second the lower part comes as early as it can.
    static let orders: [ImageDecoder.Sharing] = [
        { count, piece in for index in 0..<count { piece(index) } },
        { count, piece in for index in (0..<count).reversed() { piece(index) } },
    ]

    private static var decoder: ImageDecoder {
        var decoder = ImageDecoder()
        decoder.leastSharedPixels = 0
        return decoder
    }

    private func outcome(_ bytes: [UInt8], _ sharing: ImageDecoder.Sharing?, samples: Int? = nil) -> Outcome {
        Outcome {
            try Self.decoder.decodePicture(bytes, sufficientSamples: samples, sharing: sharing)
        }
    }

    @Test(arguments: jpegs, [nil, 4000, 500, 50])
    func picturesAreTheSame(fixture: Fixture, samples: Int?) throws {
        let bytes = try fixture.bytes()
        for order in Self.orders {
            #expect(outcome(bytes, order, samples: samples) == outcome(bytes, nil, samples: samples))
        }
    }

    @Test(arguments: usual)
    func usualFilesHaveALowerPart(fixture: Fixture) throws {
        let bytes = try fixture.bytes()
        let part = try #require(try lowerPart(of: bytes))
        #expect(part.firstRow > 0 && part.firstRow.isMultiple(of: 8) && part.height > 0)
        let whole = try ImageDecoder().decode(bytes)
        let lower = try ImageDecoder().decode(part.bytes)
        #expect([lower.width, part.firstRow + lower.height] == [whole.width, whole.height])
        // libjpeg smooths colours over the cut, so the rows next to it may differ.
        let rows = 3 * whole.width * (lower.height - 2)
        #expect(lower.pixels.suffix(rows) == whole.pixels.suffix(rows))
    }

    @Test(arguments: ["made/progressive.jpg", "made/restarts.jpg"].map(Fixture.init))
    func othersHaveNone(fixture: Fixture) throws {
        #expect(try lowerPart(of: fixture.bytes()) == nil)
    }

    @Test(arguments: usual)
    func codesThatAreDefinedAgainAndAgainAreNotAllRead(fixture: Fixture) throws {
        let bytes = try fixture.bytes()
        // Table 0 of differences: one code of one bit, for 0.
        let definition: [UInt8] = [0xFF, 0xC4, 0, 20, 0, 1] + [UInt8](repeating: 0, count: 16)
        let few = bytes.prefix(2) + definition + bytes.dropFirst(2)
        #expect(try lowerPart(of: Array(few)) != nil)
        let many = bytes.prefix(2) + (0..<9).flatMap { _ in definition } + bytes.dropFirst(2)
        #expect(try lowerPart(of: Array(many)) == nil)
        #expect(outcome(Array(many), Self.orders[1]) == outcome(bytes, nil))
    }

    @Test(arguments: usual)
    func filesThatAreCutOffFailInTheSameWay(fixture: Fixture) throws {
        let bytes = try fixture.bytes()
        for count in stride(from: 20, to: bytes.count, by: max(7, bytes.count / 40)) {
            let part = Array(bytes.prefix(count))
            #expect(outcome(part, Self.orders[1]) == outcome(part, nil), "\(count) bytes")
            // Who writes a file may close it, although it is not all there.
            let closed = part + [0xFF, 0xD9]
            #expect(outcome(closed, Self.orders[1]) == outcome(closed, nil), "\(count) bytes, closed")
        }
    }

    /// A gray file of zeros but for its last row: that begins with the code of a difference of ten bits, of which none
    /// are there.
    private func fileThatEndsWithinABlock(acrossBlocks: Int) -> [UInt8] {
        let segment = JPEGSegments.segment
        // One code a table: differences of 0 and of ten bits, and the end of a block.
        func table(_ number: UInt8, _ symbols: [UInt8]) -> [UInt8] {
            let counts: [UInt8] = [0, UInt8(symbols.count)] + [UInt8](repeating: 0, count: 14)
            return segment(0xC4, [number] + counts + symbols)
        }
        let width = 8 * acrossBlocks
        let frame: [UInt8] = [8, 0, 16, UInt8(width >> 8), UInt8(width & 0xFF), 1, 1, 0x11, 0]
        let head =
            [0xFF, 0xD8] + segment(0xDB, [0] + [UInt8](repeating: 16, count: 64)) + segment(0xC0, frame)
            + table(0x00, [0, 10]) + table(0x10, [0]) + segment(0xDA, [1, 1, 0, 0, 63, 0])
        // Two bits a difference of 0, two an end of block: an upper row of zeros; then 01, and nothing more.
        precondition(acrossBlocks % 2 == 1)
        let row = [UInt8](repeating: 0, count: acrossBlocks / 2)
        return head + row + [0b0000_01_01, 0xFF, 0xD9]
    }

    @Test(arguments: [3, 17, 65])
    func aFileThatEndsWithinTheFirstBlockOfARowHasNoLowerPartThere(acrossBlocks: Int) throws {
        let bytes = fileThatEndsWithinABlock(acrossBlocks: acrossBlocks)
        #expect(try lowerPart(of: bytes) == nil)
        for order in Self.orders { #expect(outcome(bytes, order) == outcome(bytes, nil)) }
    }

    @Test(arguments: usual)
    func changedBytesDoNotTellThePartsApart(fixture: Fixture) throws {
        for changed in changedCopies(of: try fixture.bytes(), seed: 5).prefix(40) {
            #expect(outcome(changed, Self.orders[1]) == outcome(changed, nil))
        }
    }

    private func lowerPart(of bytes: [UInt8]) throws -> LowerPart? {
        try bytes.withUnsafeBytes { bytes in
            let file = ByteView(bytes)
            let header = try JPEGHeader(of: file)
            let part = try LowerPart(file, header, #require(header.sampling))
            return part
        }
    }
}

/// What became of a file: a picture in any colours, or an error.
private struct Outcome: Equatable {
    private let planes: [[UInt8]]
    private let size: [Int]
    private let error: ImageDecodingError?

    init(_ decode: () throws -> Picture) {
        do {
            switch try decode() {
            case .rgb(let image): (planes, size, error) = ([image.pixels], [image.width, image.height], nil)
            case .lumaChroma(let image):
                planes = [image.luma, image.blueDifference, image.redDifference]
                (size, error) = ([image.width, image.height, image.lumaStep, image.colourStep], nil)
            }
        } catch {
            (planes, size, self.error) = ([], [], error as? ImageDecodingError)
        }
    }
}
