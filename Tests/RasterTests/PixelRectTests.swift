// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@Suite struct PixelRectTests {
    @Test("A union holds both, and nothing outside the columns and rows of the two")
    func union() {
        let one = PixelRect(x: 2, y: 3, width: 4, height: 1)
        let other = PixelRect(x: 5, y: 0, width: 3, height: 2)
        #expect(one.union(other) == PixelRect(x: 2, y: 0, width: 6, height: 4))
        #expect(other.union(one) == one.union(other) && one.union(one) == one)
        for nothing in [PixelRect(width: 0, height: 0), PixelRect(x: 90, y: 90, width: 0, height: 4)] {
            #expect(one.union(nothing) == one && nothing.union(one) == one)
        }
    }

    @Test("An intersection is in both, and empty where they do not meet")
    func intersection() {
        let one = PixelRect(x: 2, y: 3, width: 4, height: 3)
        #expect(
            one.intersection(PixelRect(x: 4, y: 0, width: 9, height: 5)) == PixelRect(x: 4, y: 3, width: 2, height: 2))
        #expect(one.intersection(one) == one)
        for (x, y) in [(6, 3), (-9, 3), (2, 6), (2, -9)] {
            #expect(one.intersection(PixelRect(x: x, y: y, width: 4, height: 3)).isEmpty)
        }
    }

    @Test("A moved rectangle has the same size elsewhere")
    func moved() {
        #expect(
            PixelRect(x: 2, y: 3, width: 4, height: 1).moved(x: -5, y: 2) == PixelRect(x: -3, y: 5, width: 4, height: 1)
        )
    }

    @Test("A rectangle grows on all sides, but not beyond its frame")
    func grown() {
        let rect = PixelRect(x: 3, y: 1, width: 2, height: 2)
        #expect(rect.grown(by: 2, width: 9, height: 9) == PixelRect(x: 1, y: 0, width: 6, height: 5))
        #expect(rect.grown(by: 9, width: 6, height: 4) == PixelRect(width: 6, height: 4))
        #expect(rect.grown(by: 0, width: 9, height: 9) == rect)
    }

    @Test(
        "A point is in the pixel that it lies in, one outside in the nearest of the border, one without a place in none",
        arguments: [
            (Point(x: 3, y: 2), [3, 2]), (Point(x: 4.99, y: 3.99), [4, 3]), (Point(x: 5, y: -0.5), [4, 2]),
            (Point(x: -1e300, y: 1e300), [2, 3]), (Point(x: .nan, y: 2), nil), (Point(x: 2, y: .infinity), nil),
        ] as [(Point, [Int]?)])
    func pixel(point: Point, expected: [Int]?) {
        let rect = PixelRect(x: 2, y: 2, width: 3, height: 2)
        #expect(rect.pixel(at: point).map { [$0.x, $0.y] } == expected)
        #expect(PixelRect(width: 0, height: 2).pixel(at: point) == nil)
    }
}
