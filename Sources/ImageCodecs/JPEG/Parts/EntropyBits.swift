// SPDX-License-Identifier: Apache-2.0

/// The bits of a scan without the zeros that were stuffed behind bytes of ones, up to the end of the picture.
struct EntropyBits {
    /// Zeros behind the end, more than a block may take: whoever reads a block needs not look where it ends.
    private static let margin = 512

    /// The bytes, and the margin.
    let bytes: [UInt8]
    /// Bytes without the margin.
    let count: Int

    /// The marker that ends a picture.
    static let endOfImage: UInt8 = 0xD9

    /// Takes the bits of `file` from `start` on; nil if something else than the picture's end ends them.
    init?(_ file: ByteView, from start: Int) {
        guard let rest = file.part(at: start, count: file.count - start), let base = rest.bytes.baseAddress else {
            return nil
        }
        var isEnded = false
        var count = 0
        bytes = [UInt8](unsafeUninitializedCapacity: rest.count + Self.margin) { target, initialized in
            var position = 0
            while let escape = Self.firstEscape(base, from: position, count: rest.count), escape + 1 < rest.count {
                let length = escape - position
                let code = base.load(fromByteOffset: escape + 1, as: UInt8.self)
                Self.copy(base + position, length + 1, to: target, at: count)
                count += length
                if code != 0 {
                    isEnded = code == Self.endOfImage
                    break
                }
                count += 1
                position = escape + 2
            }
            target[count..<(count + Self.margin)].update(repeating: 0)
            initialized = count + Self.margin
        }
        guard isEnded else { return nil }
        self.count = count
    }

    private static func copy(
        _ source: UnsafeRawPointer, _ length: Int, to target: UnsafeMutableBufferPointer<UInt8>, at offset: Int
    ) {
        UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(target)[offset...])
            .copyMemory(from: UnsafeRawBufferPointer(start: source, count: length))
    }

    /// The place of the next byte of ones.
    private static func firstEscape(_ bytes: UnsafeRawPointer, from start: Int, count: Int) -> Int? {
        var place = start
        while place + 8 <= count {
            let eight = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
            let found = eight.bytesOfOnes
            if found != 0 { return place + found.trailingZeroBitCount / 8 }
            place += 8
        }
        while place < count {
            if bytes.load(fromByteOffset: place, as: UInt8.self) == 0xFF { return place }
            place += 1
        }
        return nil
    }
}

extension UInt64 {
    /// The high bit of each byte that is all ones, up to the first from below; bits above that one mean nothing.
    var bytesOfOnes: UInt64 {
        let inverse = ~self
        return (inverse &- 0x0101_0101_0101_0101) & ~inverse & 0x8080_8080_8080_8080
    }
}
