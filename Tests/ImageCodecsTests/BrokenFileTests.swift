// SPDX-License-Identifier: Apache-2.0

import ImageCodecs
import Raster
import Testing

/// Whatever the bytes are, the answer is a picture or an error, and the process goes on.
@Suite struct BrokenFileTests {
    static let jpegs = [
        "baseline-420.jpg", "progressive.jpg", "cmyk.jpg", "gray.jpg", "restarts.jpg", "exif-big-endian.jpg",
    ].map(Fixture.made)

    static let pngs = [
        "rgb8.png", "rgb8-interlaced.png", "palette4.png", "gray16.png", "rgb8-orientation6.png",
    ].map(Fixture.made)

    @Test(arguments: jpegs)
    func everyBeginningOfAJPEGIsCutOff(fixture: Fixture) throws {
        let bytes = try fixture.bytes()
        for count in 3..<bytes.count {
            #expect(outcome(of: Array(bytes.prefix(count))) == .failure(.truncated(.jpeg)), "\(count) bytes")
        }
    }

    /// The pixels end with the data chunk; nothing is lost with what comes after it.
    @Test(arguments: pngs)
    func everyBeginningOfAPNGIsCutOffUntilItHasAllPixels(fixture: Fixture) throws {
        let bytes = try fixture.bytes()
        let data = try firstIndex(of: Array("IDAT".utf8), in: bytes)
        let length = bytes[(data - 4)..<data].reduce(0) { $0 << 8 | Int($1) }
        let pixelsEnd = data + 4 + length + 4
        for count in 4..<pixelsEnd {
            #expect(outcome(of: Array(bytes.prefix(count))) == .failure(.truncated(.png)), "\(count) bytes")
        }
        for count in pixelsEnd..<bytes.count {
            #expect(throws: Never.self, "\(count) bytes") { try ImageDecoder().decode(Array(bytes.prefix(count))) }
        }
    }

    @Test(arguments: jpegs + pngs)
    func changedBytesGiveAPictureOrAnErrorInASCII(fixture: Fixture) throws {
        for changed in changedCopies(of: try fixture.bytes(), seed: 11) {
            switch outcome(of: changed) {
            case .success(let image): #expect(image.width * image.height <= 1_000_000)
            case .failure(let error): #expect(error.description.utf8.allSatisfy { (0x20...0x7E).contains($0) })
            }
        }
    }

    @Test func noiseAfterAMagicNumberIsAnError() {
        var generator = SeededGenerator(seed: 3)
        for magic: [UInt8] in [[0xFF, 0xD8, 0xFF], PNGFile.signature] {
            for count in [0, 1, 10, 100, 1000, 10000] {
                let noise = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
                #expect(throws: ImageDecodingError.self) { try ImageDecoder().decode(magic + noise) }
            }
        }
    }

    @Test(arguments: ["IHDR", "IDAT", "PLTE"])
    func wrongChecksumOfAChunkWithPixelsIsDamage(name: String) throws {
        let bytes = try withWrongChecksum(Fixture.made("palette4.png").bytes(), of: name)
        #expect(outcome(of: bytes).isDamage(of: .png))
    }

    @Test(arguments: ["gAMA", "sBIT", "tEXt"])
    func wrongChecksumOfAChunkWithoutPixelsIsSteppedOver(name: String) throws {
        let bytes = try Fixture.made("rgb8-gamma.png").bytes()
        #expect(outcome(of: try withWrongChecksum(bytes, of: name)) == outcome(of: bytes))
    }

    @Test func orientationWithAWrongChecksumIsNotApplied() throws {
        let bytes = try withWrongChecksum(Fixture.made("rgb8-orientation3.png").bytes(), of: "eXIf")
        #expect(outcome(of: bytes) == outcome(of: try Fixture.made("rgb8-orientation1.png").bytes()))
    }

    @Test func pngWithTooFewRowsIsDamage() {
        #expect(outcome(of: PNGFile(width: 1, height: 2, rows: [[1, 2, 3]]).bytes).isDamage(of: .png))
    }

    @Test func pngWithTooManyRowsIsRead() throws {
        let file = PNGFile(width: 1, height: 1, rows: [[1, 2, 3], [4, 5, 6]])
        #expect(try outcome(of: file.bytes).get().pixels == [1, 2, 3])
    }

    @Test func pngWithoutItsPaletteIsDamage() {
        #expect(outcome(of: PNGFile(width: 1, height: 1, colorType: 3, rows: [[0]]).bytes).isDamage(of: .png))
    }

    @Test func jpegWith12BitSamplesIsAKindThatIsNotSupported() throws {
        var bytes = try Fixture.made("baseline-444.jpg").bytes()
        bytes[try firstIndex(of: [0xFF, 0xC0], in: bytes) + 4] = 12
        #expect(
            outcome(of: bytes)
                == .failure(.unsupportedKind(.jpeg, reason: "Unsupported JPEG data precision 12")))
    }

    @Test func losslessJPEGIsAKindThatIsNotSupported() throws {
        var bytes = try Fixture.made("baseline-444.jpg").bytes()
        bytes[try firstIndex(of: [0xFF, 0xC0], in: bytes) + 1] = 0xC3
        #expect(
            outcome(of: bytes)
                == .failure(.unsupportedKind(.jpeg, reason: "Unsupported JPEG process: SOF type 0xc3")))
    }

    @Test func jpegThatEndsEarlyButProperlyIsShown() throws {
        let bytes = try Fixture.made("baseline-444.jpg").bytes()
        let image = try outcome(of: Array(bytes.prefix(bytes.count * 2 / 3)) + [0xFF, 0xD9]).get()
        #expect([image.width, image.height] == [37, 29])
    }

    /// Thousands of passes over a huge picture fit in a small file.
    @Test func jpegWithEndlessScansIsStopped() throws {
        let bytes = try Fixture.made("gray-progressive.jpg").bytes()
        let lastScan = try #require(bytes.indices.last { bytes[$0...].starts(with: [0xFF, 0xDA]) })
        let scan = bytes[lastScan..<(bytes.count - 2)]
        let repeated = bytes.prefix(lastScan) + (0..<600).flatMap { _ in scan } + [0xFF, 0xD9]
        #expect(outcome(of: Array(repeated)) == .failure(.damaged(.jpeg, reason: "more than 500 scans")))
    }

    /// A progressive file in gray whose scans say of all blocks, 2 ^ 14 at once, that nothing comes to them.
    private func fileOfEmptyScans(_ count: Int, side: Int) -> [UInt8] {
        let segment = JPEGSegments.segment
        let length = [UInt8(side >> 8), UInt8(side & 0xFF)]
        // One code of one bit, for a run of 2 ^ 14 blocks and as many more as the next 14 bits say.
        let code = [0x10, 1] + [UInt8](repeating: 0, count: 15) + [0xE0]
        let runs = [UInt8](repeating: 0, count: 2 * ((side / 8) * (side / 8) / (1 << 14) + 1))
        return [0xFF, 0xD8] + segment(0xDB, [0] + [UInt8](repeating: 1, count: 64))
            + segment(0xC2, [8] + length + length + [1, 1, 0x11, 0]) + segment(0xC4, code)
            + (0..<count).flatMap { _ in segment(0xDA, [1, 1, 0, 1, 63, 0]) + runs } + [0xFF, 0xD9]
    }

    @Test func jpegWithManyScansForItsSizeIsStopped() throws {
        // 264 x 264 blocks: 481 times as many are just allowed.
        #expect(try ImageDecoder().decode(fileOfEmptyScans(481, side: 2112)).width == 2112)
        #expect(throws: ImageDecodingError.damaged(.jpeg, reason: "too many scans for so large a picture")) {
            try ImageDecoder().decode(fileOfEmptyScans(482, side: 2112))
        }
        #expect(try ImageDecoder().decode(fileOfEmptyScans(500, side: 2000)).width == 2000)
    }

    private func withWrongChecksum(_ bytes: [UInt8], of chunk: String) throws -> [UInt8] {
        var bytes = bytes
        let name = try firstIndex(of: Array(chunk.utf8), in: bytes)
        let length = bytes[(name - 4)..<name].reduce(0) { $0 << 8 | Int($1) }
        bytes[name + 4 + length] ^= 1
        return bytes
    }
}
