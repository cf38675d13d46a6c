// SPDX-License-Identifier: Apache-2.0

/// The JSON text of a reply, to be written piece by piece.
///
/// The mask of a frame of 12 megapixels is 24 MB of text, and most of its rows are all alike. Nobody needs all of it at
/// once: what is sent a piece at a time never leaves the fastest memory, and a slow reader holds up no more than a piece.
public struct Reply: Sendable {
    /// About how many bytes a piece has: enough that handing it on costs nothing beside it, and few enough to stay in a
    /// core's own cache.
    public static let pieceSize = 1 << 18

    private let prefix: [UInt8]
    private let rows: MaskRows?
    private let suffix: [UInt8]

    /// A reply that is `text` as it is.
    public init(_ text: [UInt8]) {
        prefix = text
        rows = nil
        suffix = []
    }

    /// A reply with the rows of a mask between `prefix` and `suffix`.
    init(_ prefix: JSONText, _ rows: MaskRows, _ suffix: JSONText) {
        self.prefix = prefix.bytes
        self.rows = rows
        self.suffix = suffix.bytes
    }

    /// Number of bytes of the whole text.
    public var byteCount: Int { prefix.count + (rows?.byteCount ?? 0) + suffix.count }

    /// A part of the text, which may come several times in a row.
    public struct Piece: Sendable {
        fileprivate enum Content {
            case text(ArraySlice<UInt8>)
            case rows(MaskRows, Range<Int>)
        }

        fileprivate let content: Content
        /// How often the piece comes, one after the other.
        public let count: Int

        /// Number of bytes of one of them.
        public var byteCount: Int {
            switch content {
            case .text(let text): text.count
            case .rows(let rows, let range): range.count * rows.bytesPerRow
            }
        }

        /// Writes it into `output`, which must have room for ``byteCount`` bytes.
        public func write(to output: UnsafeMutableRawBufferPointer) {
            switch content {
            case .text(let text): output.copyBytes(from: text)
            case .rows(let rows, let range): rows.write(range, to: output)
            }
        }
    }

    /// The pieces of the text, in their order.
    public var pieces: [Piece] {
        Self.pieces(of: prefix) + (rows.map(Self.pieces(of:)) ?? []) + Self.pieces(of: suffix)
    }

    private static func pieces(of rows: MaskRows) -> [Piece] {
        rows.stretches(bytes: pieceSize).map { Piece(content: .rows(rows, $0.rows), count: $0.count) }
    }

    private static func pieces(of text: [UInt8]) -> [Piece] {
        stride(from: 0, to: text.count, by: pieceSize).map {
            Piece(content: .text(text[$0..<min(text.count, $0 + pieceSize)]), count: 1)
        }
    }

    /// The whole text.
    public var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, initialized in
            let output = UnsafeMutableRawBufferPointer(buffer)
            for piece in pieces {
                for _ in 0..<piece.count {
                    piece.write(to: UnsafeMutableRawBufferPointer(rebasing: output[initialized...]))
                    initialized += piece.byteCount
                }
            }
        }
    }
}
