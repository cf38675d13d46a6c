// SPDX-License-Identifier: Apache-2.0

import CZlib

/// A PNG file put together chunk by chunk, so that a test can get any of them wrong.
struct PNGFile {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    private(set) var bytes = signature

    /// A file of header, pixels and end.
    ///
    /// - Parameter rows: The samples of each row as they are stored, without the filter byte.
    init(width: UInt32, height: UInt32, bitDepth: UInt8 = 8, colorType: UInt8 = 2, rows: [[UInt8]]) {
        append("IHDR", width.bigEndianBytes + height.bigEndianBytes + [bitDepth, colorType, 0, 0, 0])
        append("IDAT", compressed(rows.flatMap { [0] + $0 }))
        append("IEND", [])
    }

    /// A gray picture of 16-bit values.
    init(gray16 rows: [[UInt16]]) {
        self.init(
            width: UInt32(rows.first?.count ?? 0), height: UInt32(rows.count), bitDepth: 16, colorType: 0,
            rows: rows.map { row in row.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] } })
    }

    private mutating func append(_ name: String, _ data: [UInt8]) {
        let body = Array(name.utf8) + data
        let checksum = UInt32(crc32(0, body, UInt32(body.count)))
        bytes += UInt32(data.count).bigEndianBytes + body + checksum.bigEndianBytes
    }
}

private func compressed(_ data: [UInt8]) -> [UInt8] {
    var length = compressBound(UInt(data.count))
    var result = [UInt8](repeating: 0, count: Int(length))
    compress(&result, &length, data, UInt(data.count))
    return Array(result.prefix(Int(length)))
}

extension UInt32 {
    var bigEndianBytes: [UInt8] {
        withUnsafeBytes(of: bigEndian, Array.init)
    }
}
