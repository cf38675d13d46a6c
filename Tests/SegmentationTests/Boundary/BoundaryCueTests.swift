// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct BoundaryCueTests {
    @Test("Each scale has a resolution of its own; odd sizes are rounded up")
    func sizes() {
        let cue = cue(of: .noise(13, 7, seed: 1))
        #expect([cue.fine.width, cue.fine.height] == [13, 7])
        #expect([cue.middle.width, cue.middle.height] == [7, 4])
        #expect([cue.coarse.width, cue.coarse.height] == [4, 2])
        #expect([cue.texture.width, cue.texture.height] == [4, 2])
        #expect([cue.activity.width, cue.activity.height] == [4, 2])
        #expect([cue.relief.width, cue.relief.height] == [13, 7])
        #expect(cue.channels.count == 4)
        #expect(cue.channels.allSatisfy { $0.width == 13 && $0.height == 7 })
    }

    @Test("A plain picture has neither edges nor texture", arguments: [(2, 2), (2, 9), (16, 12)])
    func plain(width: Int, height: Int) {
        let cue = cue(of: .plain(width, height))
        for plane in [cue.fine, cue.middle, cue.coarse, cue.texture, cue.activity, cue.relief, cue.channels[3]] {
            #expect(plane.values.allSatisfy { abs($0) < 0.01 })
        }
    }

    @Test("Texture is where the noise is, and its edge between noise and calm")
    func texture() {
        var generator = SeededGenerator(seed: 5)
        let image = Image(width: 64, height: 32) { x, _ in
            let gray = UInt8(x < 32 ? 120 : Int.random(in: 40...200, using: &generator))
            return (gray, gray, gray)
        }
        let cue = cue(of: image)
        #expect(cue.channels[3][8, 16] < 0.5)
        #expect(cue.channels[3][56, 16] > 5)
        let row = (0..<16).map { cue.texture[$0, 4] }
        #expect(row.indices.max { row[$0] < row[$1] }.map { (6...9).contains($0) } == true)
    }

    @Test("The relief is the fine edge with half of the middle one: never lower than the fine edge")
    func relief() {
        let cue = cue(of: .scene(30, 22, seed: 9))
        let middle = cue.middle.doubled(width: 30, height: 22)
        for pixel in cue.relief.values.indices {
            #expect(isClose(cue.relief.values[pixel], cue.fine.values[pixel] + 0.5 * middle.values[pixel]))
        }
    }

    private func cue(of image: Image) -> BoundaryCue {
        BoundaryCue(ColourPlanes(image, ViewGeometry(width: image.width, height: image.height)))
    }
}
