// SPDX-License-Identifier: Apache-2.0

/// The mask of a view, eight pixels a byte: as many are kept as an annotator may click.
struct PackedMask: Sendable {
    /// Number of pixels.
    let count: Int
    /// Pixel `8 * i + k` is bit `k` of byte `i`.
    private let bytes: [UInt8]

    /// - Parameter pixels: One byte a pixel, 0 or 1. Cost: one pass.
    init(_ pixels: [UInt8]) {
        count = pixels.count
        bytes = [UInt8](unsafeUninitializedCapacity: (pixels.count + 7) / 8) { bytes, initialized in
            initialized = (pixels.count + 7) / 8
            pixels.withUnsafeBytes { pixels in
                for index in 0..<(pixels.count / 8) {
                    let eight = pixels.loadUnaligned(fromByteOffset: 8 &* index, as: UInt64.self)
                    bytes[index] = Self.packed(UInt64(littleEndian: eight))
                }
                guard pixels.count % 8 > 0 else { return }
                let rest = pixels.suffix(pixels.count % 8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                bytes[initialized - 1] = Self.packed(rest)
            }
        }
    }

    /// One byte a pixel, 0 or 1. Cost: one pass.
    var pixels: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 8 * bytes.count) { pixels, initialized in
            let target = UnsafeMutableRawBufferPointer(pixels)
            for (index, byte) in bytes.enumerated() {
                target.storeBytes(of: Self.unpacked(byte).littleEndian, toByteOffset: 8 &* index, as: UInt64.self)
            }
            initialized = count
        }
    }

    /// Number of object pixels. Cost: one pass over the bytes.
    var area: Int { bytes.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// Whether a pixel belongs to the object.
    subscript(pixel: Int) -> Bool { bytes[pixel / 8] >> UInt8(pixel % 8) & 1 != 0 }

    /// Bit `k` is the lowest of byte `k`: each factor moves one of them to its place in the highest byte.
    @inline(__always)
    private static func packed(_ eight: UInt64) -> UInt8 { UInt8((eight &* 0x0102_0408_1020_4080) >> 56) }

    /// Byte `k` is bit `k`: of eight copies each keeps its own bit, which is then carried to the top of its byte and from there
    /// to the bottom.
    @inline(__always)
    private static func unpacked(_ byte: UInt8) -> UInt64 {
        let own = UInt64(byte) &* 0x0101_0101_0101_0101 & 0x8040_2010_0804_0201
        return (own &+ 0x7F7F_7F7F_7F7F_7F7F) >> 7 & 0x0101_0101_0101_0101
    }
}
