// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct MemoryTests {
    @Test("A click is as deep in an error as the nearest pixel without it is far, to within half a pixel")
    func depth() {
        let view = View(.plain(40, 30))
        // Columns 10 ..< 30 and rows 8 ..< 22 were the object.
        let mask = (0..<1200).map { UInt8((10..<30).contains($0 % 40) && (8..<22).contains($0 / 40) ? 1 : 0) }
        let solution = Solution(view.geometry, mask: mask, expectedOverlap: 1)
        func depth(_ x: Int, _ y: Int, _ isPositive: Bool) -> Float {
            let click = Click(pixel: FramePixel(x: x, y: y), isPositive: isPositive)
            return Memory(solution, in: view, correcting: click).correction?.depth ?? -1
        }
        for steps in 1...7 {
            let beside = [(10 - steps, 15), (29 + steps, 15), (20, 8 - steps), (20, 21 + steps)]
            let inside = [(9 + steps, 15), (30 - steps, 15), (20, 7 + steps), (20, 22 - steps)]
            for (x, y) in beside { #expect(abs(depth(x, y, true) - Float(steps)) <= 0.6) }
            for (x, y) in inside { #expect(abs(depth(x, y, false) - Float(steps)) <= 0.6) }
        }
        #expect(depth(0, 0, false) < 1, "where the mask is right already")
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
