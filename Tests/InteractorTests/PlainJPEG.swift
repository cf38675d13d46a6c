// SPDX-License-Identifier: Apache-2.0

/// A JPEG file of any size in one gray: what only its size makes special needs no more.
struct PlainJPEG {
    let width: Int
    let height: Int

    /// A difference of 0 to the block before has the code 0 in both tables, and so has the end of a block: two bits a
    /// block say that it looks like the one before.
    var bytes: [UInt8] {
        let blocks = ((width + 7) / 8) * ((height + 7) / 8)
        var file: [UInt8] = [0xFF, 0xD8]
        file += segment(0xDB, [0] + [UInt8](repeating: 8, count: 64))
        file += segment(
            0xC0, [8, UInt8(height >> 8), UInt8(height & 255), UInt8(width >> 8), UInt8(width & 255), 1, 1, 0x11, 0])
        for table: UInt8 in [0x00, 0x10] {
            file += segment(0xC4, [table, 1] + [UInt8](repeating: 0, count: 15) + [0])
        }
        file += segment(0xDA, [1, 1, 0x00, 0, 63, 0])
        file += [UInt8](repeating: 0, count: (2 * blocks + 7) / 8)
        return file + [0xFF, 0xD9]
    }

    private func segment(_ marker: UInt8, _ content: [UInt8]) -> [UInt8] {
        let length = content.count + 2
        return [0xFF, marker, UInt8(length >> 8), UInt8(length & 255)] + content
    }
}
