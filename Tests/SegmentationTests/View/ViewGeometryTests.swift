// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct ViewGeometryTests {
    @Test("The longer side is reduced to the given one; what is much smaller is enlarged twice")
    func sizes() {
        func size(_ width: Int, _ height: Int, side: Int) -> [Int] {
            let geometry = ViewGeometry(rect: PixelRect(x: 3, y: 4, width: width, height: height), side: side)
            return [geometry.width, geometry.height]
        }
        #expect(size(800, 600, side: 400) == [400, 300])
        #expect(size(300, 400, side: 400) == [300, 400])
        #expect(size(200, 100, side: 400) == [200, 100])
        #expect(size(199, 100, side: 400) == [398, 200])
        #expect(size(4000, 3, side: 400) == [400, 2])
        #expect(size(1, 1, side: 400) == [2, 2])
    }

    @Test("Every frame pixel lies in the view, and every view pixel shows some part of the frame", arguments: 0..<30)
    func locations(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let rect = PixelRect(
            x: Int.random(in: 0...50, using: &generator), y: Int.random(in: 0...50, using: &generator),
            width: Int.random(in: 1...40, using: &generator), height: Int.random(in: 1...40, using: &generator))
        let geometry = ViewGeometry(rect: rect, side: Int.random(in: 4...60, using: &generator))
        var shown: Set<Int> = []
        for y in rect.y..<rect.maxY {
            for x in rect.x..<rect.maxX {
                let pixel = FramePixel(x: x, y: y)
                #expect(geometry.shows(pixel))
                let point = geometry.location(of: pixel)
                #expect(point.x > 0 && point.x < Float(geometry.width))
                #expect(point.y > 0 && point.y < Float(geometry.height))
                shown.insert(geometry.pixelIndex(at: point))
            }
        }
        #expect(shown.allSatisfy { $0 >= 0 && $0 < geometry.pixelCount })
        if geometry.width <= rect.width && geometry.height <= rect.height {
            #expect(shown.count == geometry.pixelCount)
        }
        #expect(!geometry.shows(FramePixel(x: rect.x - 1, y: rect.y)))
        #expect(!geometry.shows(FramePixel(x: rect.x, y: rect.maxY)))
    }

    @Test("Places outside count as the nearest pixel")
    func outside() {
        let geometry = ViewGeometry(width: 5, height: 4)
        #expect(geometry.pixelIndex(at: ViewPoint(x: -3, y: 99)) == 15)
        #expect(geometry.pixelIndex(at: ViewPoint(x: 5, y: -1)) == 4)
        #expect(geometry.pixelIndex(at: ViewPoint(x: 2.9, y: 1.2)) == 7)
    }
}
