// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct TypicalSizeTests {
    @Test("What is typical doesn't surprise, twice as large does as much as half as large, and nothing more than 4")
    func surprise() {
        let size = TypicalSize(area: 400)
        #expect(size.surprise(at: 400) == 0)
        var before: Float = 0
        for factor: Float in [1.5, 2, 4, 7] {
            let larger = size.surprise(at: 400 * factor)
            #expect(larger > before)
            #expect(abs(larger - size.surprise(at: 400 / factor)) < 1e-4)
            before = larger
        }
        #expect(size.surprise(at: 1e9) == 4 && size.surprise(at: 0) == 4)
    }

    @Test("A cap or the lid that it lies on, as large as what is typical", arguments: TestedSegmenter.allCases)
    func nested(tested: TestedSegmenter) {
        let centre = Point(x: 80, y: 60)
        let cap = Mask.disc(160, 120, at: centre, radius: 10)
        let lid = Mask.disc(160, 120, at: centre, radius: 42)
        let image = Image(width: 160, height: 120) { x, y in
            cap[x, y] ? (230, 220, 60) : lid[x, y] ? (180, 150, 50) : (40, 60, 90)
        }
        let analysis = tested.segmenter.analyse(image)
        for truth in [cap, lid] {
            let side = Double(truth.area).squareRoot()
            let prompts = Prompts(positives: [centre], typicalObjectSize: side)
            let mask = tested.segmenter.segment(analysis, prompts).mask.fullFrame()
            #expect(mask.overlap(truth) > 0.9, "\(side)")
        }
    }
}
