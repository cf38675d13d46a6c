// SPDX-License-Identifier: Apache-2.0

import DrawingKit
import Raster
import Segmentation

/// A picture drawn with signs, a line a row; blanks are only for the eye.
struct Drawing {
    let width: Int
    let height: Int
    let signs: [Character]

    init(_ text: String) {
        let drawn = Signs(text)
        (width, height, signs) = (drawn.width, drawn.height, drawn.all)
    }

    /// Signs drawn from `choice` at random.
    init(width: Int, height: Int, of choice: String, using generator: inout SeededGenerator) {
        let choice = Array(choice)
        self.width = width
        self.height = height
        signs = (0..<(width * height)).map { _ in choice[Int.random(in: choice.indices, using: &generator)] }
    }

    /// Places that hold one of the signs `wanted`.
    func places(of wanted: String) -> Set<Int> { Set(signs.indices.filter { wanted.contains(signs[$0]) }) }

    /// What a reader of an error sees: `#` is object in the truth and in the mask, `-` is missing in the mask, `+` is too
    /// much in it, `.` is in neither; where nobody knows the truth, `?` is in the mask and `!` is not.
    var truth: Truth {
        let pixels = signs.map { sign -> UInt8 in "#-".contains(sign) ? 255 : ("?!".contains(sign) ? 128 : 0) }
        return Truth(width: width, height: height, pixels: pixels)
    }

    var mask: Mask { Mask(width: width, height: height, pixels: signs.map { "#+?".contains($0) ? 1 : 0 }) }

    /// The part of `places` that hangs together with one of them.
    func part(of places: Set<Int>, around start: Int) -> Set<Int> {
        flooded(from: start, width: width, height: height, where: places.contains)
    }

    /// For each of `places` the squared distance to the nearest place that is none of them; beyond the edge none is.
    func squaredDepths(of places: Set<Int>) -> [Int: Float] {
        var depths: [Int: Float] = [:]
        for place in places {
            var nearest = Int.max
            for y in -1...height {
                for x in -1...width {
                    let isInside = x >= 0 && x < width && y >= 0 && y < height
                    guard !isInside || !places.contains(y * width + x) else { continue }
                    let (dx, dy) = (x - place % width, y - place / width)
                    nearest = min(nearest, dx * dx + dy * dy)
                }
            }
            depths[place] = Float(nearest)
        }
        return depths
    }
}
