// SPDX-License-Identifier: Apache-2.0

internal import CZlib
internal import HTTPTypes
internal import Interactor

/// Compresses replies.
enum Gzip {
    /// What fits into one packet gains nothing by being smaller.
    static let shortestWorthwhile = 1400

    /// The text in gzip's form at the fastest level: masks are long runs of few symbols and shrink to a hundredth at
    /// any level. Nil if zlib has no memory.
    static func compressed(_ reply: Reply) -> [UInt8]? {
        var stream = z_stream()
        // 15 bits of window; 16 more ask for gzip's header.
        let status = deflateInit2_(
            &stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        let bound = Int(deflateBound(&stream, uLong(reply.byteCount)))
        let compressed = [UInt8](unsafeUninitializedCapacity: bound) { output, count in
            stream.next_out = output.baseAddress
            stream.avail_out = uInt(bound)
            let isWhole = deflate(reply, &stream)
            count = isWhole ? bound - Int(stream.avail_out) : 0
        }
        return compressed.isEmpty ? nil : compressed
    }

    /// Compresses all pieces of `reply`; whether it came to its end.
    private static func deflate(_ reply: Reply, _ stream: inout z_stream) -> Bool {
        for piece in reply.pieces {
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: piece.byteCount) { input in
                piece.write(to: UnsafeMutableRawBufferPointer(input))
                for _ in 0..<piece.count {
                    stream.next_in = input.baseAddress
                    stream.avail_in = uInt(input.count)
                    CZlib.deflate(&stream, Z_NO_FLUSH)
                }
            }
        }
        return CZlib.deflate(&stream, Z_FINISH) == Z_STREAM_END
    }
}

/// A reply as it is sent.
struct EncodedReply: Sendable {
    let reply: Reply
    let isCompressed: Bool

    /// The reply itself, or where asked for and worthwhile its compressed form.
    init(_ reply: Reply, isCompressed wanted: Bool) {
        let compressed = wanted && reply.byteCount > Gzip.shortestWorthwhile ? Gzip.compressed(reply) : nil
        self.reply = compressed.map { Reply($0) } ?? reply
        isCompressed = compressed != nil
    }
}

extension HTTPFields {
    /// Whether the sender of these headers takes a body in gzip's form (RFC 9110, 12.5.3).
    var acceptsGzip: Bool {
        let codings = self[values: .acceptEncoding].flatMap { $0.split(separator: ",") }.map { coding in
            coding.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
        }
        return codings.contains { parts in
            parts.first == "gzip" && !parts.dropFirst().contains { ["q=0", "q=0.0", "q=0.00", "q=0.000"].contains($0) }
        }
    }
}
