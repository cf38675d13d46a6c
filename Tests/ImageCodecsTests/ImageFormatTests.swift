// SPDX-License-Identifier: Apache-2.0

import ImageCodecs
import Testing

@Suite struct ImageFormatTests {
    private static let beginnings: [(String, ImageFormat?)] = [
        ("\u{FF}\u{D8}\u{FF}\u{E0}", .jpeg),
        ("\u{89}PNG\r\n\u{1A}\n", .png),
        ("GIF87a", .gif),
        ("GIF89a", .gif),
        ("BM\u{36}\0\0\0", .bmp),
        ("RIFF\0\0\0\0WEBPVP8 ", .webp),
        ("RIFF\0\0\0\0AVI LIST", .video),
        ("RIFF\0\0\0\0WAVEfmt ", nil),
        ("II*\0", .tiff),
        ("MM\0*", .tiff),
        ("\0\0\0\u{1C}ftypavif", .avif),
        ("\0\0\0\u{1C}ftypheic", .heic),
        ("\0\0\0\u{1C}ftypmif1", .heic),
        ("\0\0\0\u{1C}ftypisom", .video),
        ("\0\0\0\u{0C}jP  \r\n\u{87}\n", .jpeg2000),
        ("\u{FF}\u{4F}\u{FF}\u{51}", .jpeg2000),
        ("\u{FF}\u{0A}", .jpegXL),
        ("P6\n2 2\n255\n", .pnm),
        ("P8\n", nil),
        ("\0\0\u{01}\0", .ico),
        ("8BPS", .psd),
        ("qoif", .qoi),
        ("%PDF-1.7", .pdf),
        ("<?xml version=\"1.0\"?>\n<svg xmlns=", .svg),
        ("<svg width=\"1\"", .svg),
        ("# .PCD v0.7 - Point Cloud", .pointCloud),
        (String(repeating: "\0", count: 128) + "DICM", .dicom),
        ("PK\u{03}\u{04}", .zip),
        ("<html>", nil),
        ("\u{FF}\u{D8}", nil),
        ("", nil),
    ]

    @Test(arguments: beginnings)
    func formatIsToldFromTheFirstBytes(beginning: String, expected: ImageFormat?) {
        let bytes = beginning.unicodeScalars.map { UInt8($0.value) }
        #expect(bytes.withUnsafeBytes { ImageFormat.sniff($0) } == expected)
    }

    @Test func whatIsNotDecodedIsNamed() {
        #expect(outcome(of: Array("GIF89a\0\0".utf8)) == .failure(.unsupportedFormat(.gif)))
        #expect(
            ImageDecodingError.unsupportedFormat(.gif).description
                == "The image is in the format GIF, which is not supported; accepted are JPEG and PNG")
        #expect(outcome(of: Array("hello".utf8)) == .failure(.unknownFormat))
        #expect(outcome(of: []) == .failure(.noBytes))
    }

    @Test func everyErrorIsOneLineOfASCII() {
        let errors: [ImageDecodingError] =
            [
                .noBytes, .unknownFormat, .emptyPicture(.png, width: 0, height: 7), .truncated(.jpeg),
                .tooManyPixels(width: 100_000, height: 100_000, limit: 100_000_000),
                .unsupportedKind(.jpeg, reason: "12 bits"), .tooLong(width: 1, height: 2_000_000),
                .damaged(.png, reason: "why"),
            ] + ImageFormat.allCases.map { .unsupportedFormat($0) }
        for error in errors {
            #expect(error.description.utf8.allSatisfy { (0x20...0x7E).contains($0) })
        }
        #expect(Set(errors.map(\.description)).count == errors.count)
    }
}
