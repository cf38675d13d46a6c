// SPDX-License-Identifier: Apache-2.0

import CZlib

/// What the chunks of a PNG file say of its picture.
struct PNGHeader {
    let width: Int
    let height: Int
    let orientation: Orientation
    /// Whether each pixel is one 16-bit gray value, with or without alpha.
    let is16BitGray: Bool

    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// Reads the header chunk, and the orientation wherever in the file its chunk stands.
    init(of file: ByteView) throws(ImageDecodingError) {
        guard file.count >= Self.signature.count else { throw .truncated(.png) }
        guard file.has(Self.signature) else {
            throw .damaged(.png, reason: "the signature is wrong; was the file sent as text?")
        }
        guard let header = PNGChunk(in: file, at: Self.signature.count) else { throw .truncated(.png) }
        guard header.isNamed("IHDR"), header.data.count == 13, header.hasRightChecksum,
            let width = header.data.uint32(at: 0), let height = header.data.uint32(at: 4),
            let bitDepth = header.data.byte(at: 8), let colorType = header.data.byte(at: 9)
        else { throw .damaged(.png, reason: "the header chunk is wrong") }
        guard width <= Int32.max, height <= Int32.max else {
            throw .damaged(.png, reason: "the size \(width) x \(height) is more than the format allows")
        }
        self.width = Int(width)
        self.height = Int(height)
        is16BitGray = bitDepth == 16 && (colorType == 0 || colorType == 4)
        orientation = Self.orientation(in: file, from: header.end)
    }

    private static func orientation(in file: ByteView, from start: Int) -> Orientation {
        var offset = start
        while let chunk = PNGChunk(in: file, at: offset) {
            if chunk.isNamed("eXIf"), chunk.hasRightChecksum { return Orientation(exif: chunk.data) ?? .upright }
            offset = chunk.end
        }
        return .upright
    }
}

/// A whole chunk: length, name, data, checksum.
private struct PNGChunk {
    let data: ByteView
    /// Where the next chunk begins.
    let end: Int
    private let nameAndData: ByteView
    private let checksum: UInt32

    init?(in file: ByteView, at offset: Int) {
        guard let length = file.uint32(at: offset).flatMap(Int32.init(exactly:)).map(Int.init),
            let nameAndData = file.part(at: offset + 4, count: 4 + length),
            let data = nameAndData.part(at: 4, count: length),
            let checksum = file.uint32(at: offset + 8 + length)
        else { return nil }
        self.data = data
        self.nameAndData = nameAndData
        self.checksum = checksum
        end = offset + 12 + length
    }

    func isNamed(_ name: StaticString) -> Bool {
        nameAndData.has(name)
    }

    /// Cost: one pass over the chunk.
    var hasRightChecksum: Bool {
        crc32(0, nameAndData.bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt32(nameAndData.count))
            == UInt(checksum)
    }
}
