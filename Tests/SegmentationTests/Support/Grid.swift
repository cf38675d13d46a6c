// SPDX-License-Identifier: Apache-2.0

import DrawingKit
import Raster

@testable import Segmentation

/// A picture drawn with signs, a line a row; blanks and empty lines are only for the eye.
///
/// A digit stands for itself, `a` for 10, `b` for 11 and so on, `.` for 0.
struct Grid: Hashable, CustomStringConvertible {
    let width: Int
    let height: Int
    var values: [Int]

    init(_ drawing: String) {
        let signs = Signs(drawing)
        (width, height) = (signs.width, signs.height)
        values = signs.all.map { $0 == "." ? 0 : Int(String($0), radix: 36) ?? 0 }
    }

    init(width: Int, height: Int, values: [Int]) {
        self.width = width
        self.height = height
        self.values = values
    }

    /// The grid whose value at each place is what `value` says.
    init(width: Int, height: Int, _ value: (_ x: Int, _ y: Int) -> Int) {
        self.init(
            width: width, height: height, values: (0..<(width * height)).map { value($0 % width, $0 / width) })
    }

    /// The labels of basins or regions, as a picture.
    init(width: Int, labels: [Int32]) {
        self.init(width: width, height: labels.count / width, values: labels.map { Int($0) })
    }

    subscript(x: Int, y: Int) -> Int { values[y * width + x] }

    /// The drawing, to compare with one made by hand.
    var description: String {
        (0..<height).map { y in (0..<width).map { String(self[$0, y], radix: 36) }.joined() }.joined(separator: "\n")
    }
}

extension Grid {
    /// The values as heights of a relief.
    var relief: Relief { Relief(width: width, height: height, levels: values.map { Int16($0) }) }

    /// The values as one channel of a picture.
    var plane: Plane { Plane(width: width, height: height, values: values.map { Float($0) }) }

    /// A mask of everything that is not 0.
    var mask: Mask { Mask(width: width, height: height, pixels: values.map { $0 == 0 ? 0 : 1 }) }

    /// A picture in gray: 0 is black, 9 nearly white.
    var image: Image {
        Image(width: width, height: height, pixels: values.flatMap { [UInt8](repeating: UInt8($0 * 28), count: 3) })
    }

    /// Basins drawn by hand, each a digit from 0 upwards.
    var basins: Basins {
        Basins(width: width, height: height, labels: values.map { Int32($0) }, count: (values.max() ?? 0) + 1)
    }
}
