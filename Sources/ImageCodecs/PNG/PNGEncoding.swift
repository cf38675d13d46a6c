// SPDX-License-Identifier: Apache-2.0

import CZlib
public import Raster

/// The bytes of a PNG file with the pixels of `image`, 8-bit RGB. Decoding it gives the same picture.
///
/// Cost: some passes over the picture and zlib at a moderate level; memory for two more copies of the picture.
public func encodePNG(_ image: Image) -> [UInt8] {
    var header: [UInt8] = []
    header.append(bigEndian: UInt32(image.width))
    header.append(bigEndian: UInt32(image.height))
    let (bitDepth, rgb): (UInt8, UInt8) = (8, 2)
    header += [bitDepth, rgb, 0, 0, 0]

    var file = PNGHeader.signature
    file.append(chunk: "IHDR", header)
    file.append(chunk: "IDAT", deflated(filteredRows(of: image)))
    file.append(chunk: "IEND", [])
    return file
}

private func deflated(_ data: [UInt8]) -> [UInt8] {
    let level: Int32 = 4
    return [UInt8](unsafeUninitializedCapacity: Int(compressBound(UInt(data.count)))) { target, count in
        var length = UInt(target.count)
        let status = compress2(target.baseAddress, &length, data, UInt(data.count), level)
        // Only a shortage of memory or of room can fail, and the room is what zlib asks for.
        precondition(status == Z_OK, "zlib is out of memory")
        count = Int(length)
    }
}

extension [UInt8] {
    fileprivate mutating func append(bigEndian value: UInt32) {
        for shift: UInt32 in [24, 16, 8, 0] { append(UInt8(truncatingIfNeeded: value >> shift)) }
    }

    fileprivate mutating func append(chunk name: StaticString, _ data: [UInt8]) {
        append(bigEndian: UInt32(data.count))
        var checksum = name.withUTF8Buffer { crc32(0, $0.baseAddress, UInt32($0.count)) }
        checksum = crc32(checksum, data, UInt32(data.count))
        name.withUTF8Buffer { append(contentsOf: $0) }
        append(contentsOf: data)
        append(bigEndian: UInt32(checksum))
    }
}
