// SPDX-License-Identifier: Apache-2.0

import CZlib
import Foundation
import HTTPTypes
import Interactor
import Outline
import Raster
import Testing

@testable import InteractorServer

/// How replies are written.
@Suite struct ReplyTests {
    @Test(arguments: [
        ("gzip, deflate, zstd", true), ("GZIP", true), ("deflate", false), ("", false), ("gzip;q=0", false),
        ("gzip; q=0", false), ("gzip;q=0.5", true), ("*", false), ("gzipped", false), ("identity, gzip ; q=1", true),
    ])
    func whoTakesGzip(header: String, takes: Bool) {
        #expect(HTTPFields(dictionaryLiteral: (.acceptEncoding, header)).acceptsGzip == takes)
    }

    @Test(arguments: [0, 1, 1401, 1 << 20])
    func compressedBytesComeBack(count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 / 7 % 3) }
        let compressed = try #require(Gzip.compressed(Reply(bytes)))
        #expect(inflated(compressed, count: count) == bytes)
        if count > 1000 { #expect(compressed.count < count / 10) }
    }

    @Test func onlyWhatIsLongEnoughIsCompressed() {
        let long = Reply([UInt8](repeating: 0, count: 1401))
        let short = Reply([UInt8](repeating: 0, count: 1400))
        #expect(EncodedReply(long, isCompressed: true).isCompressed)
        #expect(!EncodedReply(long, isCompressed: false).isCompressed)
        #expect(!EncodedReply(short, isCompressed: true).isCompressed)
    }

    @Test func longRepliesArriveWholeAndCompressedOnesToo() async throws {
        let mask = PlacedMask(
            frameWidth: 2000, frameHeight: 1500, bounds: PixelRect(x: 300, y: 400, width: 900, height: 500),
            mask: Mask(width: 900, height: 500, pixels: (0..<450_000).map { UInt8($0 / 7 % 2) }))
        let reply = Answer(mask: mask, confidence: 1, polygon: Polygon(points: [])).reply(.full)
        let compressed = try #require(Gzip.compressed(reply))
        #expect(inflated(compressed, count: reply.byteCount) == reply.bytes)
        try await TestServer.run(replying: { _, _, _ in reply }) { server in
            try await server.connect { wire in
                for _ in 0..<2 {
                    try wire.post("")
                    let received = try wire.reply()
                    #expect(received.headers["content-length"] == "\(reply.byteCount)")
                    #expect(received.bytes == reply.bytes)
                }
            }
        }
    }

    private func inflated(_ bytes: [UInt8], count: Int) -> [UInt8] {
        var stream = z_stream()
        var output = [UInt8](repeating: 0, count: count + 1)
        var input = bytes
        let size = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
                stream.next_in = input.baseAddress
                stream.avail_in = uInt(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = uInt(output.count)
                inflate(&stream, Z_FINISH)
                inflateEnd(&stream)
                return output.count - Int(stream.avail_out)
            }
        }
        return Array(output.prefix(size))
    }
}
