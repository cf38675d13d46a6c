// SPDX-License-Identifier: Apache-2.0

/// Why the bytes of learned decisions could not be read.
public enum ModelError: Error, Hashable, Sendable, CustomStringConvertible {
    /// They end too early.
    case truncated
    /// They are not learned decisions of this program, or of another version of it.
    case malformed(String)

    /// What is wrong, in words.
    public var description: String {
        switch self {
        case .truncated: "the learned decisions end too early"
        case .malformed(let detail): "not learned decisions of this version: \(detail)"
        }
    }
}

/// Reads little-endian numbers one after the other.
struct ByteReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    mutating func byte() throws(ModelError) -> UInt8 {
        guard position < bytes.count else { throw .truncated }
        position += 1
        return bytes[position - 1]
    }

    mutating func uint16() throws(ModelError) -> UInt16 {
        UInt16(try byte()) | UInt16(try byte()) << 8
    }

    mutating func uint32() throws(ModelError) -> UInt32 {
        UInt32(try uint16()) | UInt32(try uint16()) << 16
    }

    mutating func float() throws(ModelError) -> Float {
        Float(bitPattern: try uint32())
    }

    mutating func take(_ count: Int) throws(ModelError) -> [UInt8] {
        guard count >= 0, position + count <= bytes.count else { throw .truncated }
        position += count
        return Array(bytes[(position - count)..<position])
    }
}
