// SPDX-License-Identifier: Apache-2.0

/// Borrowed bytes of a file that nobody trusts: reading past the end gives `nil`, in release builds as well.
struct ByteView {
    enum Order { case bigEndian, littleEndian }

    let bytes: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    var count: Int { bytes.count }

    func byte(at offset: Int) -> UInt8? {
        offset >= 0 && offset < bytes.count ? bytes[offset] : nil
    }

    func uint16(at offset: Int, _ order: Order = .bigEndian) -> UInt16? {
        guard let first = byte(at: offset), let second = byte(at: offset + 1) else { return nil }
        return order == .bigEndian
            ? UInt16(first) << 8 | UInt16(second)
            : UInt16(second) << 8 | UInt16(first)
    }

    func uint32(at offset: Int, _ order: Order = .bigEndian) -> UInt32? {
        guard let first = uint16(at: offset, order), let second = uint16(at: offset + 2, order) else { return nil }
        return order == .bigEndian
            ? UInt32(first) << 16 | UInt32(second)
            : UInt32(second) << 16 | UInt32(first)
    }

    /// The `count` bytes from `offset` on, or `nil` if the file does not have them all.
    func part(at offset: Int, count: Int) -> ByteView? {
        guard offset >= 0, count >= 0, offset <= bytes.count, count <= bytes.count - offset else { return nil }
        return ByteView(UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + count)]))
    }

    /// Whether the bytes from `offset` on are those of `expected`.
    func has(_ expected: some Collection<UInt8>, at offset: Int = 0) -> Bool {
        guard let found = part(at: offset, count: expected.count) else { return false }
        return found.bytes.elementsEqual(expected)
    }

    /// Whether the bytes from `offset` on are the ASCII characters of `expected`.
    func has(_ expected: StaticString, at offset: Int = 0) -> Bool {
        expected.withUTF8Buffer { has($0, at: offset) }
    }
}

extension [UInt8] {
    /// What `body` makes of these bytes.
    func read<Value>(
        _ body: (UnsafeRawBufferPointer) throws(ImageDecodingError) -> Value
    ) throws(ImageDecodingError) -> Value {
        let result = withUnsafeBytes { bytes in
            Result { () throws(ImageDecodingError) in try body(bytes) }
        }
        return try result.get()
    }
}
