// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct FinerBandTests {
    /// A picture of which nothing counts but its size.
    private func picture(_ width: Int, _ height: Int) -> StoredPicture { StoredPicture(.rgb(.plain(width, height))) }

    @Test("Open is what lies within a pixel of the other side, seen at half the size")
    func drawn() {
        let band = FinerBand(
            Grid(
                """
                0 0 0 0 0 0
                0 0 0 0 0 0
                0 0 0 1 1 1
                0 0 0 1 1 1
                0 0 0 1 1 1
                """
            ).values.map { UInt8($0) },
            in: PixelRect(width: 6, height: 5), of: picture(11, 10))
        let (pixels, open) = written(band)
        #expect(
            Grid(width: 11, height: 10) { x, y in Int(pixels[11 * y + x]) }
                == Grid(
                    """
                    0 0 0 0 0 0 0 0 0 0 0
                    0 0 0 0 0 0 0 0 0 0 0
                    0 0 0 0 2 2 2 2 2 2 2
                    0 0 0 0 2 2 2 2 2 2 2
                    0 0 0 0 2 2 2 2 2 2 2
                    0 0 0 0 2 2 2 2 2 2 2
                    0 0 0 0 2 2 2 2 1 1 1
                    0 0 0 0 2 2 2 2 1 1 1
                    0 0 0 0 2 2 2 2 1 1 1
                    0 0 0 0 2 2 2 2 1 1 1
                    """))
        // Three of nine, and three more in the row below, of which a quarter counts; at the corner four of nine.
        #expect(open.first { $0.x == 10 && $0.y == 3 }?.softness == Float(3 * 3 + 6) / 36)
        #expect(open.first { $0.x == 7 && $0.y == 4 }?.softness == Float(9 * 4 + 3 * 6 + 3 * 2 + 3) / 144)
    }

    @Test("It is what its definition says, whoever helps", arguments: 0..<40)
    func definition(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        func random(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
        // Some are so high that they are shared out.
        let half = PixelRect(
            x: random(0...3), y: random(0...3), width: seed % 3 == 0 ? random(16...70) : random(1...12),
            height: seed % 8 == 0 ? random(128...200) : random(1...9))
        // The last column and row of the picture may be half a pixel of the mask.
        let picture = picture(2 * half.maxX - random(0...1), 2 * half.maxY - random(0...1))
        let mask = (0..<(half.width * half.height)).map { _ in UInt8(random(0...4) / 4) }
        let band = FinerBand(mask, in: half, of: picture)
        #expect(band.bounds.x == 2 * half.x && band.bounds.maxX == picture.width)
        #expect(band.bounds.y == 2 * half.y && band.bounds.maxY == picture.height)

        func around(_ x: Int, _ y: Int) -> Int {
            var sum = 0
            for place in 0..<9 {
                let column = (x / 2 + place % 3 - 1).clamped(to: 0...(half.width - 1))
                let row = (y / 2 + place / 3 - 1).clamped(to: 0...(half.height - 1))
                sum += Int(mask[row * half.width + column])
            }
            return sum
        }
        /// Linear between the middles of the mask's pixels, which lie half a pixel of the picture off its own.
        func softness(_ x: Int, _ y: Int) -> Float {
            func clampedAround(_ x: Int, _ y: Int) -> Float {
                Float(around(x.clamped(to: 0...(2 * half.width - 1)), y.clamped(to: 0...(2 * half.height - 1))))
            }
            let (besideX, besideY) = (x % 2 == 0 ? x - 2 : x + 2, y % 2 == 0 ? y - 2 : y + 2)
            let inRow = 9 * clampedAround(x, y) + 3 * clampedAround(besideX, y)
            return (inRow + 3 * clampedAround(x, besideY) + clampedAround(besideX, besideY)) / 144
        }
        let places = (0..<band.bounds.height).flatMap { y in (0..<band.bounds.width).map { (x: $0, y: y) } }
        let undecided = places.filter { (1...8).contains(around($0.x, $0.y)) }
        for (_, helpers) in HelpersTests.kinds + [("nobody", .none)] {
            let (pixels, open) = written(band, helpers)
            #expect(pixels == places.map { [0: 0, 9: 1][around($0.x, $0.y)] ?? 2 })
            #expect(open.map { [Int($0.x), Int($0.y)] } == undecided.map { [$0.x, $0.y] })
            #expect(open.map(\.softness) == undecided.map { softness($0.x, $0.y) })
        }
    }

    private func written(_ band: FinerBand, _ helpers: Helpers = .none) -> (pixels: [UInt8], open: [BandPixel]) {
        var open: [BandPixel] = []
        let count = band.bounds.width * band.bounds.height
        let pixels = [UInt8](unsafeUninitializedCapacity: count) { pixels, initialized in
            open = band.write(to: pixels, helpers).flatMap(\.pixels)
            initialized = count
        }
        return (pixels, open)
    }
}
