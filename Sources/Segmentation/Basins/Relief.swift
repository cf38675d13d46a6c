// SPDX-License-Identifier: Apache-2.0

/// A landscape that water runs down, in whole levels: high where an object may end.
struct Relief: Sendable {
    /// Levels for one unit of gradient; fine enough that hardly any neighbours outside of flat areas are as high.
    static let levelsPerUnit: Float = 40
    /// Higher than any relief of a picture, and lower than the rim that ``basins()`` builds around it.
    static let highest = Int16.max - 1

    let width: Int
    let height: Int
    /// `width * height` heights, row by row.
    let levels: [Int16]
}

extension Relief {
    /// A plane of gradients, which are never negative, in whole levels.
    ///
    /// Added to 2^23 a float has no room for a fraction, and its last bits are the whole number nearest to it: several
    /// are rounded at once that way.
    init(_ plane: Plane) {
        let wholeNumbers: Float = 0x1p23
        let highest = Float(Self.highest)
        let levels = [Int16](unsafeUninitializedCapacity: plane.values.count) { levels, initialized in
            plane.values.withUnsafeBufferPointer { heights in
                for pixel in 0..<heights.count {
                    let height = min(highest, heights[pixel] * Self.levelsPerUnit)
                    levels[pixel] = Int16(truncatingIfNeeded: (height + wholeNumbers).bitPattern)
                }
            }
            initialized = plane.values.count
        }
        self.init(width: plane.width, height: plane.height, levels: levels)
    }
}
