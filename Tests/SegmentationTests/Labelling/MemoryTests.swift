// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct MemoryTests {
    @Test("A click is as deep in an error as the nearest pixel without it is far, the same on every side of the mask")
    func depth() {
        let view = View(.plain(40, 30))
        let geometry = view.geometry
        // Columns 10 ..< 30 and rows 8 ..< 22 were the object.
        let mask = (0..<1200).map { UInt8((10..<30).contains($0 % 40) && (8..<22).contains($0 / 40) ? 1 : 0) }
        let solution = Solution(geometry, mask: mask, expectedOverlap: 1)
        func depth(_ x: Int, _ y: Int, _ isPositive: Bool) -> Float? {
            Memory(solution, in: view, correcting: Click(pixel: FramePixel(x: x, y: y), isPositive: isPositive))
                .correction?.depth
        }
        for steps in 1...7 {
            let beside = [
                depth(10 - steps, 15, true), depth(29 + steps, 15, true), depth(20, 8 - steps, true),
                depth(20, 21 + steps, true),
            ]
            #expect(beside == [Float?](repeating: Float(steps), count: 4))
            let inside = [
                depth(9 + steps, 15, false), depth(30 - steps, 15, false), depth(20, 7 + steps, false),
                depth(20, 22 - steps, false),
            ]
            #expect(inside == [Float?](repeating: Float(steps), count: 4))
        }
        #expect(depth(0, 0, false) == 0, "where the mask is right already")
    }

    @Test("The grid of a closer look takes over what covers the middle of each of its pixels", arguments: 0..<4)
    func closer(seed: Int) {
        let view = View(.plain(24, 18))
        var generator = SeededGenerator(seed: UInt64(seed))
        let mask = (0..<432).map { _ in UInt8.random(in: 0...1, using: &generator) }
        let solution = Solution(view.geometry, mask: mask, expectedOverlap: 1)
        #expect(solution.mask(in: view.geometry) == mask)
        let rect = PixelRect(x: 5 + seed, y: 3, width: 12, height: 9)
        let part = ViewGeometry(rect: rect, side: 30)
        #expect(part.width == 24 && part.height == 18)
        let inPart = solution.mask(in: part)
        for y in 0..<part.height {
            for x in 0..<part.width {
                let column = rect.x + x * rect.width / part.width
                let row = rect.y + y * rect.height / part.height
                #expect(inPart[y * part.width + x] == mask[row * 24 + column])
            }
        }
    }
}
