// SPDX-License-Identifier: Apache-2.0

import Foundation
import Outline
import Raster
import Synchronization
import Testing

@testable import Interactor

@Suite struct ReplyTests {
    /// A frame of 5 x 4 pixels with an object of three.
    private let answer = Answer(
        mask: PlacedMask(
            Mask(
                width: 5, height: 4,
                pixels: [
                    0, 0, 0, 0, 0,
                    0, 0, 1, 1, 0,
                    0, 0, 0, 1, 0,
                    0, 0, 0, 0, 0,
                ])),
        confidence: 0.868,
        polygon: Polygon(points: [
            Point(x: 2, y: 1), Point(x: 4, y: 1), Point(x: 4, y: 3), Point(x: 3.125, y: 3), Point(x: 3, y: 2),
        ]))

    private let nothing = Answer(
        mask: .empty(frameWidth: 3, frameHeight: 2), confidence: 0, polygon: Polygon(points: []))

    private func text(_ answer: Answer, _ form: ReplyForm) -> String {
        String(decoding: answer.reply(form).bytes, as: UTF8.self)
    }

    @Test func `a full reply has every pixel of the frame`() {
        #expect(
            text(answer, .full) == """
                {"points":[[2,1],[4,1],[4,3],[3.13,3],[3,2]],\
                "mask":[[0,0,0,0,0],[0,0,1,1,0],[0,0,0,1,0],[0,0,0,0,0]]}
                """)
    }

    @Test func `a cropped reply has the pixels inside its bounds`() {
        #expect(
            text(answer, .cropped) == """
                {"points":[[2,1],[4,1],[4,3],[3.13,3],[3,2]],"mask":[[1,1],[0,1]],"bounds":[2,1,3,2]}
                """)
    }

    @Test func `a reply of shapes has run lengths, background first`() {
        #expect(
            text(answer, .shapes) == """
                {"shapes":[{"type":"mask","points":[0,2,1,1,2,1,3,2],"attributes":[{"spec_id":0,"value":"0.87"}]}]}
                """)
    }

    @Test func `nothing found is valid in every form`() {
        #expect(text(nothing, .full) == #"{"points":[],"mask":[[0,0,0],[0,0,0]]}"#)
        #expect(text(nothing, .cropped) == #"{"points":[],"mask":[[0]],"bounds":[0,0,0,0]}"#)
        #expect(text(nothing, .shapes) == #"{"shapes":[]}"#)
    }

    @Test(arguments: [
        (0.0, "0.5"), (0.3, "0.5"), (.nan, "0.5"), (0.504, "0.5"), (0.999, "1"), (7, "1"), (0.625, "0.63"),
    ])
    func `a confidence is never one that CVAT hides at first`(confidence: Double, written: String) {
        let answer = Answer(mask: answer.mask, confidence: confidence, polygon: Polygon(points: []))
        #expect(text(answer, .shapes).contains(#""value":"\#(written)""#))
    }

    @Test func `the outline is traced for a reply that has it, and no other`() {
        let traced = Mutex(0)
        let answer = Answer(
            mask: answer.mask, confidence: 1,
            polygon: traced.withLock {
                $0 += 1; return Polygon(points: [])
            })
        _ = text(answer, .shapes)
        #expect(traced.withLock { $0 } == 0)
        _ = text(answer, .cropped)
        #expect(traced.withLock { $0 } == 1)
    }

    @Test func `coordinates are written as numbers whatever they are`() {
        let polygon = [Point(x: .nan, y: -.infinity), Point(x: -0.001, y: -12.5), Point(x: 0.05, y: 1e20)]
        let answer = Answer(mask: answer.mask, confidence: 1, polygon: Polygon(points: polygon))
        #expect(text(answer, .full).hasPrefix(#"{"points":[[0,-10000000000000],[0,-12.5],[0.05,10000000000000]],"#))
    }

    /// An object of `columns` and `rows` in a frame of 3000 x 400 pixels; the text of its full reply is 2.4 MB.
    @Test(arguments: [
        (0..<1, 0..<1), (2999..<3000, 399..<400), (100..<2500, 0..<400), (7..<8, 1..<399), (40..<90, 120..<260),
        (0..<0, 0..<0),
    ])
    func `the pieces of a reply are short and together its text`(columns: Range<Int>, rows: Range<Int>) {
        let (width, height) = (3000, 400)
        var pixels = [UInt8](repeating: 0, count: width * height)
        for y in rows { for x in columns { pixels[y * width + x] = UInt8((x + y) % 3 == 0 ? 0 : 1) } }
        if let y = rows.first, let x = columns.first { pixels[y * width + x] = 1 }
        let answer = Answer(
            mask: PlacedMask(Mask(width: width, height: height, pixels: pixels)), confidence: 1,
            polygon: Polygon(points: []))
        let lines = (0..<height).map { y in
            "[" + pixels[(y * width)..<((y + 1) * width)].map { $0 == 0 ? "0" : "1" }.joined(separator: ",") + "]"
        }
        let reply = answer.reply(.full)
        #expect(reply.pieces.allSatisfy { $0.byteCount <= Reply.pieceSize })
        #expect(reply.pieces.reduce(0) { $0 + $1.count * $1.byteCount } == reply.byteCount)
        #expect(Array((#"{"points":[],"mask":["# + lines.joined(separator: ",") + "]}").utf8) == reply.bytes)
    }

    @Test func `rows without an object are made once`() {
        let mask = PlacedMask(
            frameWidth: 4000, frameHeight: 3000, bounds: PixelRect(x: 70, y: 900, width: 1, height: 1),
            mask: Mask(width: 1, height: 1, pixels: [1]))
        let pieces = Answer(mask: mask, confidence: 1, polygon: Polygon(points: [])).reply(.full).pieces
        #expect(pieces.reduce(0) { $0 + $1.byteCount } < 5 * Reply.pieceSize)
    }

    @Test func `random masks come back from Foundation's parser`() throws {
        var generator = SeededGenerator(seed: 9)
        for _ in 0..<200 {
            let width = Int.random(in: 1...40, using: &generator)
            let height = Int.random(in: 1...30, using: &generator)
            let density = Double.random(in: 0...1, using: &generator)
            let pixels = (0..<(width * height)).map { _ in
                Double.random(in: 0...1, using: &generator) < density * density ? UInt8(1) : 0
            }
            let mask = PlacedMask(Mask(width: width, height: height, pixels: pixels))
            let answer = Answer(mask: mask, confidence: 1, polygon: Polygon(points: []))
            let object = try JSONSerialization.jsonObject(with: Data(answer.reply(.full).bytes)) as? [String: Any]
            let rows = try #require(object?["mask"] as? [[UInt8]])
            #expect(rows.count == height && rows.allSatisfy { $0.count == width })
            #expect(rows.flatMap { $0 } == pixels)
        }
    }
}
