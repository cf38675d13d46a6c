// SPDX-License-Identifier: Apache-2.0

/// A JPEG file of which segments are changed.
struct JPEGSegments {
    var bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// A segment, its marker and its length included.
    static func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
        let length = content.count + 2
        return [0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)] + content
    }

    /// Where the marker of the baseline frame header is.
    private var frameHeader: Int {
        var offset = 2
        while bytes[offset + 1] != 0xC0 { offset += 2 + Int(bytes[offset + 2]) << 8 + Int(bytes[offset + 3]) }
        return offset
    }

    /// Says that the picture has another size; as long as that takes as many blocks, it is cut off or repeated.
    mutating func setSize(width: Int, height: Int) {
        let offset = frameHeader
        let numbers = [height >> 8, height & 0xFF, width >> 8, width & 0xFF].map { UInt8($0) }
        bytes.replaceSubrange((offset + 5)..<(offset + 9), with: numbers)
    }

    /// Puts EXIF with an orientation before the frame header or behind it.
    mutating func insertOrientation(_ number: UInt8, behindFrameHeader: Bool = false) {
        let directory: [UInt8] = [0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, number, 0, 0, 0, 0, 0, 0]
        let content = Array("Exif\0\0MM\0*".utf8) + [0, 0, 0, 8] + directory
        let offset = frameHeader
        let length = 2 + Int(bytes[offset + 2]) << 8 + Int(bytes[offset + 3])
        bytes.insert(
            contentsOf: Self.segment(0xE1, content),
            at: behindFrameHeader ? offset + length : offset)
    }
}
