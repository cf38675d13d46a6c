// SPDX-License-Identifier: Apache-2.0

/// A kind of file, told from its first bytes.
///
/// More kinds are known than are decoded, so that whoever sends another one can be told what it was.
public enum ImageFormat: String, CaseIterable, Hashable, Sendable {
    case jpeg = "JPEG"
    case png = "PNG"
    case gif = "GIF"
    case bmp = "BMP"
    case webp = "WebP"
    case tiff = "TIFF"
    case avif = "AVIF"
    case heic = "HEIC"
    case jpeg2000 = "JPEG 2000"
    case jpegXL = "JPEG XL"
    case pnm = "PNM"
    case ico = "ICO"
    case psd = "PSD"
    case qoi = "QOI"
    case openEXR = "OpenEXR"
    case dicom = "DICOM"
    case svg = "SVG"
    case pdf = "PDF"
    case pointCloud = "PCD"
    case video = "video"
    case zip = "ZIP"

    /// The formats that ``ImageDecoder`` decodes.
    public static let decodable: [ImageFormat] = [.jpeg, .png]

    /// The usual name, such as `JPEG 2000`; ASCII.
    public var name: String { rawValue }

    /// The format that `bytes` begin like, or `nil` if they begin like none that is known.
    ///
    /// That a file begins like a format does not mean that the rest of it is sound. Cost: looks at some 300 bytes.
    public static func sniff(_ bytes: UnsafeRawBufferPointer) -> ImageFormat? {
        sniff(ByteView(bytes))
    }

    static func sniff(_ file: ByteView) -> ImageFormat? {
        if let signature = signatures.first(where: { file.has($0.bytes) }) { return signature.format }
        if file.has("RIFF") { return riffFormat(file) }
        if file.has("ftyp", at: 4) { return isoMediaFormat(file) }
        if isPortableAnyMap(file) { return .pnm }
        if file.has("DICM", at: 128) { return .dicom }
        return textFormat(file)
    }

    private static let signatures: [(bytes: [UInt8], format: ImageFormat)] = [
        ([0xFF, 0xD8, 0xFF], .jpeg),
        ([0x89, 0x50, 0x4E, 0x47], .png),
        (Array("GIF87a".utf8), .gif),
        (Array("GIF89a".utf8), .gif),
        (Array("BM".utf8), .bmp),
        ([0x49, 0x49, 0x2A, 0x00], .tiff),
        ([0x4D, 0x4D, 0x00, 0x2A], .tiff),
        ([0x49, 0x49, 0x2B, 0x00], .tiff),
        ([0x4D, 0x4D, 0x00, 0x2B], .tiff),
        ([0x00, 0x00, 0x00, 0x0C, 0x6A, 0x50, 0x20, 0x20], .jpeg2000),
        ([0xFF, 0x4F, 0xFF, 0x51], .jpeg2000),
        ([0x00, 0x00, 0x00, 0x0C, 0x4A, 0x58, 0x4C, 0x20], .jpegXL),
        ([0xFF, 0x0A], .jpegXL),
        ([0x00, 0x00, 0x01, 0x00], .ico),
        (Array("8BPS".utf8), .psd),
        (Array("qoif".utf8), .qoi),
        ([0x76, 0x2F, 0x31, 0x01], .openEXR),
        (Array("%PDF-".utf8), .pdf),
        ([0x1A, 0x45, 0xDF, 0xA3], .video),
        ([0x50, 0x4B, 0x03, 0x04], .zip),
    ]

    private static func riffFormat(_ file: ByteView) -> ImageFormat? {
        if file.has("WEBP", at: 8) { return .webp }
        return file.has("AVI ", at: 8) ? .video : nil
    }

    private static func isoMediaFormat(_ file: ByteView) -> ImageFormat {
        if file.has("avi", at: 8) { return .avif }
        let stillBrands: [StaticString] = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"]
        return stillBrands.contains { file.has($0, at: 8) } ? .heic : .video
    }

    private static func isPortableAnyMap(_ file: ByteView) -> Bool {
        guard file.has("P"), let kind = file.byte(at: 1), let space = file.byte(at: 2) else { return false }
        return (UInt8(ascii: "1")...UInt8(ascii: "7")).contains(kind) && [0x20, 0x09, 0x0A, 0x0D].contains(space)
    }

    private static func textFormat(_ file: ByteView) -> ImageFormat? {
        let start = String(decoding: file.bytes.prefix(256), as: UTF8.self)
        if start.contains("<svg") || start.contains("<!DOCTYPE svg") { return .svg }
        return start.hasPrefix("# .PCD") || start.hasPrefix("VERSION .7") ? .pointCloud : nil
    }
}
