// SPDX-License-Identifier: Apache-2.0

import Raster

/// Writes rows of a mask as JSON lists: `[0,0,1,0],[0,1,1,0]`.
///
/// A pixel is two bytes, its digit and what separates it from the next. Rows without object pixels, which are most,
/// are copies of one row of zeros, so that a frame of 12 megapixels costs about as much as writing 24 MB of memory.
struct MaskRows {
    let mask: PlacedMask
    /// The pixels to write; must contain the bounds of the mask and at least one pixel.
    let rect: PixelRect

    private var bytesPerRow: Int { 2 * rect.width + 1 }

    /// Number of bytes of all rows and the commas between them.
    var byteCount: Int { rect.height * (bytesPerRow + 1) - 1 }

    /// Writes into `output`, which must have room for ``byteCount`` bytes.
    func write(to output: UnsafeMutableRawBufferPointer) {
        precondition(output.count == byteCount)
        let zeros = rowOfZeros()
        for row in 0..<rect.height {
            let start = row * (bytesPerRow + 1)
            if row > 0 { output[start - 1] = UInt8(ascii: ",") }
            let target = UnsafeMutableRawBufferPointer(rebasing: output[start..<(start + bytesPerRow)])
            target.copyBytes(from: zeros)
            let y = rect.y + row - mask.bounds.y
            if y >= 0 && y < mask.bounds.height { writeObject(row: y, to: target) }
        }
    }

    private func rowOfZeros() -> [UInt8] {
        var zeros = [UInt8](repeating: UInt8(ascii: "0"), count: bytesPerRow)
        for index in stride(from: 2, to: bytesPerRow - 1, by: 2) { zeros[index] = UInt8(ascii: ",") }
        zeros[0] = UInt8(ascii: "[")
        zeros[bytesPerRow - 1] = UInt8(ascii: "]")
        return zeros
    }

    /// Writes row `y` of the object over the zeros in `target`: a digit and a comma at once, as one 16-bit number,
    /// which compiles to wide stores; the last comma, if it closes the row, is put right.
    private func writeObject(row y: Int, to target: UnsafeMutableRawBufferPointer) {
        let first = 1 + 2 * (mask.bounds.x - rect.x)
        let digitAndComma = UInt16(UInt8(ascii: ",")) << 8 | UInt16(UInt8(ascii: "0"))
        let width = mask.bounds.width
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
