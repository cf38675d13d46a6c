// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct ReplayPrefixTests {
    private let a = Click(pixel: FramePixel(x: 1, y: 1), isPositive: true)
    private let b = Click(pixel: FramePixel(x: 2, y: 2), isPositive: false)
    private let c = Click(pixel: FramePixel(x: 3, y: 3), isPositive: true)

    @Test("The prompts of a prefix are its clicks by sign, each in the order of clicking")
    func prompts() {
        let prompts = ReplayPrefix(box: nil, typicalObjectSize: 9, clicks: [c, b, a]).prompts
        #expect(prompts.positives == [c.pixel, a.pixel])
        #expect(prompts.negatives == [b.pixel])
        #expect(prompts.box == nil && prompts.typicalObjectSize == 9)
    }

    @Test("Another order, sign, box or size is another prefix")
    func identity() {
        let box = PixelBox(Box(Point(x: 0, y: 0), Point(x: 4, y: 4)), in: PixelRect(width: 9, height: 9))
        let prefixes: [ReplayPrefix] = [
            ReplayPrefix(box: nil, typicalObjectSize: nil, clicks: [a, b, c]),
            ReplayPrefix(box: nil, typicalObjectSize: nil, clicks: [a, c, b]),
            ReplayPrefix(box: nil, typicalObjectSize: nil, clicks: [a, b]),
            ReplayPrefix(box: nil, typicalObjectSize: 20, clicks: [a, b, c]),
            ReplayPrefix(box: box, typicalObjectSize: nil, clicks: [a, b, c]),
            ReplayPrefix(
                box: nil, typicalObjectSize: nil, clicks: [a, b, Click(pixel: c.pixel, isPositive: false)]),
        ]
        #expect(Set(prefixes).count == prefixes.count)
        #expect(prefixes[0] == ReplayPrefix(box: nil, typicalObjectSize: nil, clicks: [a, b, c]))
    }
}
