// SPDX-License-Identifier: Apache-2.0

/// What the segments of a JPEG file say before its pixels begin.
struct JPEGHeader {
    let width: Int
    let height: Int
    let orientation: Orientation
    /// How the file holds its colours, if it is in one of the usual ways.
    let sampling: JPEGSampling?

    /// Walks over the segments up to the frame header, the first that tells the size.
    init(of file: ByteView) throws(ImageDecodingError) {
        var orientation: Orientation?
        var offset = 2
        while let marker = Self.nextMarker(in: file, at: &offset) {
            if Self.standsAlone(marker) { continue }
            if marker == Self.endOfImage || marker == Self.startOfScan { throw Self.frameHeaderMissing }
            guard let length = file.uint16(at: offset) else { break }
            guard length >= 2 else { throw .damaged(.jpeg, reason: "a segment is shorter than its own header") }
            guard let segment = file.part(at: offset + 2, count: Int(length) - 2) else { break }
            if marker == Self.exifSegment, orientation == nil, segment.has("Exif\0\0") {
                orientation = segment.part(at: 6, count: segment.count - 6).flatMap(Orientation.init(exif:))
            }
            if Self.isFrameHeader(marker) {
                guard let height = segment.uint16(at: 1), let width = segment.uint16(at: 3) else {
                    throw .damaged(.jpeg, reason: "the frame header is too short")
                }
                self.width = Int(width)
                self.height = Int(height)
                self.orientation = orientation ?? .upright
                sampling = JPEGSampling(frameHeader: segment)
                return
            }
            offset += Int(length)
        }
        throw .truncated(.jpeg)
    }

    private static let endOfImage: UInt8 = 0xD9
    private static let startOfScan: UInt8 = 0xDA
    private static let exifSegment: UInt8 = 0xE1
    private static let frameHeaderMissing =
        ImageDecodingError.damaged(.jpeg, reason: "the picture begins without a frame header")

    /// The code after the next run of 0xFF; like libjpeg it steps over bytes that should not be there.
    private static func nextMarker(in file: ByteView, at offset: inout Int) -> UInt8? {
        while let byte = file.byte(at: offset) {
            offset += 1
            guard byte == 0xFF else { continue }
            while file.byte(at: offset) == 0xFF { offset += 1 }
            guard let code = file.byte(at: offset) else { return nil }
            offset += 1
            if code != 0 { return code }
        }
        return nil
    }

    /// Markers without a length: TEM and the restart markers.
    private static func standsAlone(_ marker: UInt8) -> Bool {
        marker == 0x01 || (0xD0...0xD7).contains(marker)
    }

    /// SOF0 to SOF15, among which are the codes of three other segments: DHT, JPG and DAC.
    private static func isFrameHeader(_ marker: UInt8) -> Bool {
        (0xC0...0xCF).contains(marker) && marker != 0xC4 && marker != 0xC8 && marker != 0xCC
    }
}
