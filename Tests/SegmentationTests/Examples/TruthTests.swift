// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct TruthTests {
    /// A truth drawn with signs: `#` is object, `.` is background, `?` does not count.
    private func truth(_ drawing: String) -> Truth {
        let rows = drawing.split(separator: "\n")
        return Truth(
            width: rows[0].count, height: rows.count,
            pixels: rows.joined().map { $0 == "#" ? 255 : ($0 == "." ? 0 : 99) })
    }

    @Test("A part covers the pixels under it, but for those that don't count")
    func drawn() {
        let truth = truth(
            """
            ......
            .##...
            .##?..
            ...???
            """)
        // Without the outermost columns; pixel by pixel.
        let geometry = ViewGeometry(rect: PixelRect(x: 1, y: 1, width: 4, height: 3), side: 4)
        let parts = Grid(
            """
            0011
            0011
            2222
            """)
        let cover = truth.coverage(of: parts.values.map { Int32($0) }, count: 4, in: geometry)
        #expect(cover.object == [4, 0, 0, 0])
        #expect(cover.valid == [4, 3, 2, 0])
    }

    @Test(
        "A reduced view covers every frame pixel once: the part under the pixel's middle has it", arguments: 0..<30)
    func reduced(seed: Int) {
        let drawn = Drawn(seed: seed, side: 3..<17, shorterSide: 9)
        #expect(drawn.geometry.scaleX <= 1 && drawn.geometry.scaleY <= 1)
        var expected = drawn.nothing
        let rect = drawn.geometry.rect
        for y in rect.y..<rect.maxY {
            for x in rect.x..<rect.maxX {
                let place = drawn.geometry.location(of: FramePixel(x: x, y: y))
                drawn.count(FramePixel(x: x, y: y), in: drawn.geometry.pixelIndex(at: place), &expected)
            }
        }
        let cover = drawn.coverage()
        #expect(cover.object == expected.object)
        #expect(cover.valid == expected.valid)
        #expect(cover.valid.reduce(0, +) == Float(drawn.countingPixels))
    }

    @Test("An enlarged view covers what lies under the middle of each of its pixels", arguments: 0..<30)
    func enlarged(seed: Int) {
        let drawn = Drawn(seed: seed, side: 60..<90, shorterSide: 1)
        let geometry = drawn.geometry
        #expect(geometry.scaleX == 2 && geometry.scaleY == 2)
        var expected = drawn.nothing
        for y in 0..<geometry.height {
            for x in 0..<geometry.width {
                let (frameX, frameY) = ((Float(x) + 0.5) / geometry.scaleX, (Float(y) + 0.5) / geometry.scaleY)
                let pixel = FramePixel(x: geometry.rect.x + Int(frameX), y: geometry.rect.y + Int(frameY))
                drawn.count(pixel, in: y * geometry.width + x, &expected)
            }
        }
        let cover = drawn.coverage()
        #expect(cover.object == expected.object)
        #expect(cover.valid == expected.valid)
        // Each pixel of the frame counts as the four pixels of the view that show it.
        #expect(cover.valid.reduce(0, +) == Float(4 * drawn.countingPixels))
    }

    /// A truth, a rectangle of it and parts of the view of that, all at random.
    private struct Drawn {
        let truth: Truth
        let geometry: ViewGeometry
        let parts: [Int32]
        let nothing = (object: [Float](repeating: 0, count: 7), valid: [Float](repeating: 0, count: 7))

        init(seed: Int, side: Range<Int>, shorterSide: Int) {
            var generator = SeededGenerator(seed: UInt64(seed))
            let (width, height) = (29, 23)
            truth = Truth(
                width: width, height: height,
                pixels: (0..<(width * height)).map { _ in [0, 255, 128, 1, 254][Int(generator.next() % 5)] })
            let x = Int.random(in: 0...10, using: &generator)
            let y = Int.random(in: 0...10, using: &generator)
            let rect = PixelRect(
                x: x, y: y, width: Int.random(in: max(17, shorterSide)...(width - x), using: &generator),
                height: Int.random(in: shorterSide...(height - y), using: &generator))
            geometry = ViewGeometry(rect: rect, side: Int.random(in: side, using: &generator))
            parts = (0..<geometry.pixelCount).map { _ in Int32.random(in: 0..<7, using: &generator) }
        }

        func coverage() -> (object: [Float], valid: [Float]) { truth.coverage(of: parts, count: 7, in: geometry) }

        /// Frame pixels inside the rectangle that count.
        var countingPixels: Int {
            let rect = geometry.rect
            return truth.pixels.indices.count {
                rect.contains(x: $0 % truth.width, y: $0 / truth.width)
                    && (truth.pixels[$0] == 0 || truth.pixels[$0] == 255)
            }
        }

        func count(
            _ pixel: FramePixel, in viewPixel: Int, _ cover: inout (object: [Float], valid: [Float])
        ) {
            let part = Int(parts[viewPixel])
            let value = truth.pixels[pixel.y * truth.width + pixel.x]
            if value == 0 || value == 255 { cover.valid[part] += 1 }
            if value == 255 { cover.object[part] += 1 }
        }
    }
}
