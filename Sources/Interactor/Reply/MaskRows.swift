// SPDX-License-Identifier: Apache-2.0

import Raster

/// Writes rows of a mask as JSON lists: `[[0,0,1,0],[0,1,1,0]`, where what closes the list of rows is left to others.
///
/// A pixel is two bytes, its digit and what separates it from the next, and a row has one more, what separates it from
/// the one before. Rows without object pixels, which are most, are copies of one row of zeros.
struct MaskRows: Sendable {
    private let mask: PlacedMask
    /// The pixels to write.
    private let rect: PixelRect
    private let zeros: [UInt8]

    /// The rows of `mask` in `rect`, which must contain the bounds of the mask and at least one pixel.
    init(mask: PlacedMask, rect: PixelRect) {
        self.mask = mask
        self.rect = rect
        zeros = Self.rowOfZeros(rect.width)
    }

    /// Number of bytes of each row.
    var bytesPerRow: Int { zeros.count }

    /// Number of bytes of all rows.
    var byteCount: Int { rect.height * bytesPerRow }

    /// Rows of about `bytes` bytes each that are together all rows; those without object pixels are given once, and how
    /// often they come.
    func stretches(bytes: Int) -> [(rows: Range<Int>, count: Int)] {
        let most = max(1, bytes / bytesPerRow)
        let top = mask.isEmpty ? rect.height : mask.bounds.y - rect.y
        let bottom = mask.isEmpty ? rect.height : top + mask.bounds.height
        var result: [(rows: Range<Int>, count: Int)] = []
        func add(_ rows: Range<Int>, areAlike: Bool) {
            var row = rows.lowerBound
            while row < rows.upperBound {
                let count = areAlike ? max(1, (rows.upperBound - row) / most) : 1
                let end = min(rows.upperBound, row + most)
                result.append((row..<end, count))
                row += count * (end - row)
            }
        }
        // The first row begins with a bracket.
        add(0..<1, areAlike: false)
        add(1..<max(1, top), areAlike: true)
        add(max(1, top)..<max(1, bottom), areAlike: false)
        add(max(1, bottom)..<rect.height, areAlike: true)
        return result
    }

    /// Writes `rows` into `output`, which must have room for ``bytesPerRow`` bytes each.
    func write(_ rows: Range<Int>, to output: UnsafeMutableRawBufferPointer) {
        precondition(output.count >= rows.count * bytesPerRow)
        for row in rows {
            let start = (row - rows.lowerBound) * bytesPerRow
            let target = UnsafeMutableRawBufferPointer(rebasing: output[start..<(start + bytesPerRow)])
            let y = rect.y + row - mask.bounds.y
            if y >= 0 && y < mask.bounds.height {
                writeObject(row: y, to: target)
            } else {
                target.copyBytes(from: zeros)
            }
            if row == 0 { target[0] = UInt8(ascii: "[") }
        }
    }

    private static func rowOfZeros(_ width: Int) -> [UInt8] {
        var zeros = [UInt8](repeating: UInt8(ascii: ","), count: 2 * width + 2)
        for x in 1...width { zeros[2 * x] = UInt8(ascii: "0") }
        zeros[1] = UInt8(ascii: "[")
        zeros[2 * width + 1] = UInt8(ascii: "]")
        return zeros
    }

    /// Writes row `y` of the object between zeros into `target`: a digit and a comma at once, as one 16-bit number,
    /// which compiles to wide stores; the last comma, if it closes the row, is put right.
    private func writeObject(row y: Int, to target: UnsafeMutableRawBufferPointer) {
        let first = 2 + 2 * (mask.bounds.x - rect.x)
        let digitAndComma = UInt16(UInt8(ascii: ",")) << 8 | UInt16(UInt8(ascii: "0"))
        let width = mask.bounds.width
        target.copyBytes(from: zeros[..<first])
        UnsafeMutableRawBufferPointer(rebasing: target[(first + 2 * width)...])
            .copyBytes(from: zeros[(first + 2 * width)...])
        mask.mask.pixels.withUnsafeBufferPointer { pixels in
            let object = UnsafeBufferPointer(rebasing: pixels[(y * width)..<((y + 1) * width)])
            for x in 0..<width {
                target.storeBytes(
                    of: (digitAndComma &+ UInt16(object[x])).littleEndian, toByteOffset: first &+ 2 &* x,
                    as: UInt16.self)
            }
        }
        target[bytesPerRow - 1] = UInt8(ascii: "]")
    }
}
