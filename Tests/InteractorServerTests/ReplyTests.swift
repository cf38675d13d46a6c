// SPDX-License-Identifier: Apache-2.0

import CZlib
import Foundation
import HTTPTypes
import Interactor
import Logging
import Outline
import Raster
import Testing

@testable import InteractorServer

/// How replies and log lines are written.
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

    @Test func aLogLineIsJSONInTheFormThatNuclioReads() throws {
        let lines = Shared<[[UInt8]]>([])
        var logger = Logger(label: "ridgeline") { name in
            JSONLinesLog(name: name, level: .debug) { line in lines.change { $0.append(line) } }
        }
        logger[metadataKey: "own"] = "a"
        logger.warning("a \"quoted\"\nline \u{1} – ü", metadata: ["status": .stringConvertible(503), "b": "text"])
        logger.trace("too little")
        #expect(lines.value.count == 1)
        let line = try #require(lines.value.first)
        #expect(line.last == UInt8(ascii: "\n") && line.filter { $0 == UInt8(ascii: "\n") }.count == 1)
        let object = try #require(JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
        #expect(object["level"] as? String == "warn")
        #expect(object["name"] as? String == "ridgeline")
        #expect(object["message"] as? String == "a \"quoted\"\nline \u{1} – ü")
        #expect(object["time"] as? Double ?? 0 > 1.6e12)
        let details = try #require(object["with"] as? [String: Any])
        #expect(details["status"] as? Int == 503)
        #expect(details["b"] as? String == "text")
        #expect(details["own"] as? String == "a")
    }
}
