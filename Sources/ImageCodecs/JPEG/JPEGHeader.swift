// SPDX-License-Identifier: Apache-2.0

/// What the segments of a JPEG file say before its pixels begin.
struct JPEGHeader {
    let width: Int
    let height: Int
    let orientation: Orientation
    /// How the file holds its colours, if it is in one of the usual ways.
    let sampling: JPEGSampling?

    /// Walks over the segments up to the scan. The first frame header tells the size; what tells the orientation may come
    /// before it or after it.
    init(of file: ByteView) throws(ImageDecodingError) {
        var orientation: Orientation?
        var frameHeader: ByteView?
        var reachesScan = false
        var offset = 2
        while let marker = Self.nextMarker(in: file, at: &offset) {
            if Self.standsAlone(marker) { continue }
            reachesScan = marker == Self.endOfImage || marker == Self.startOfScan
            guard !reachesScan, let length = file.uint16(at: offset) else { break }
            guard length >= 2 else { throw .damaged(.jpeg, reason: "a segment is shorter than its own header") }
            guard let segment = file.part(at: offset + 2, count: Int(length) - 2) else { break }
            if marker == Self.exifSegment, orientation == nil, segment.has("Exif\0\0") {
                orientation = segment.part(at: 6, count: segment.count - 6).flatMap(Orientation.init(exif:))
            }
            if Self.isFrameHeader(marker), frameHeader == nil { frameHeader = segment }
            offset += Int(length)
        }
        // Who decodes the file says what is wrong with it behind its frame header.
        guard let frameHeader else { throw reachesScan ? Self.frameHeaderMissing : .truncated(.jpeg) }
        guard let height = frameHeader.uint16(at: 1), let width = frameHeader.uint16(at: 3) else {
            throw .damaged(.jpeg, reason: "the frame header is too short")
        }
        self.width = Int(width)
        self.height = Int(height)
        self.orientation = orientation ?? .upright
        sampling = JPEGSampling(frameHeader: frameHeader)
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
