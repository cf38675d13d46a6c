// SPDX-License-Identifier: Apache-2.0

import Raster

/// What a basin must have to be a region of its own; what has less comes from noise or from fine texture.
struct LeastBasin: Sendable {
    /// How deep water stands in it before it runs over, in levels of the relief: a fifth of a unit of gradient.
    var depth = Int(0.2 * Relief.levelsPerUnit)
    /// Pixels that it drains.
    var area = 6
}

extension Basins {
    /// The same basins, but each that has less than `least` is joined with the neighbour from which least separates it:
    /// the lowest pass between the two plus the distance of their mean colours, in units of gradient.
    ///
    /// Of several such neighbours it is the one with the smallest number. This is one round of a minimum spanning forest
    /// (O. Borůvka, 1926; F. Meyer, "Minimum spanning forests for morphological segmentation", 1994): what has joined is
    /// not asked again.
    ///
    /// - Parameter colours: L, a and b of every pixel.
    /// - Complexity: linear in pixels.
    func joiningMinor(_ least: LeastBasin = LeastBasin(), in relief: Relief, colours: [Plane]) -> Basins {
        var parts = DisjointSets(count: count)
        for (basin, profile) in profiles(in: relief, colours).enumerated() where profile.isLess(than: least) {
            parts.join(basin, Int(profile.neighbour))
        }
        let (numbers, count) = parts.numbers()
        return Basins(width: width, height: height, labels: labels(renumbered: numbers), count: count)
    }

    /// What lies in a basin, and around it.
    private struct BasinProfile {
        /// Mean L, a and b, and the number of pixels.
        private var colour = SIMD4<Float>()
        /// The lowest place of the basin, and of its rim.
        private var floor = Int16.max
        private var pass = Int16.max
        /// What separates the basin from its nearest neighbour, in levels, and below it, to compare both at once, the
        /// neighbour.
        private var nearest = UInt64.max

        var neighbour: Int32 { Int32(truncatingIfNeeded: nearest) }

        /// Whether there is a neighbour, and the basin has less than `least`.
        func isLess(than least: LeastBasin) -> Bool {
            nearest != .max && (Int(pass) - Int(floor) < least.depth || Int(colour[3]) < least.area)
        }

        @inline(__always)
        mutating func cover(_ level: Int16, _ colour: SIMD3<Float>) {
            floor = min(floor, level)
            self.colour += SIMD4(colour, 1)
        }

        /// Makes means of sums, once all is covered.
        mutating func average() { colour = SIMD4(SIMD3(colour[0], colour[1], colour[2]) / colour[3], colour[3]) }

        @inline(__always)
        func distance(to other: BasinProfile) -> Float {
            var difference = colour - other.colour
            difference[3] = 0
            return squareRoot((difference * difference).sum())
        }

        @inline(__always)
        mutating func meet(_ basin: Int32, at level: Int16, separation: UInt64) {
            pass = min(pass, level)
            nearest = min(nearest, separation << 32 | UInt64(UInt32(bitPattern: basin)))
        }
    }

    private func profiles(in relief: Relief, _ colours: [Plane]) -> [BasinProfile] {
        [BasinProfile](unsafeUninitializedCapacity: count) { basins, initialized in
            basins.initialize(repeating: BasinProfile())
            initialized = count
            cover(basins, in: relief, colours)
            for basin in 0..<count { basins[basin].average() }
            meet(basins, in: relief)
        }
    }

    private func cover(_ basins: UnsafeMutableBufferPointer<BasinProfile>, in relief: Relief, _ colours: [Plane]) {
        let (lightness, a, b) = (colours[0].values, colours[1].values, colours[2].values)
        for pixel in labels.indices {
            basins[Int(labels[pixel])].cover(relief.levels[pixel], SIMD3(lightness[pixel], a[pixel], b[pixel]))
        }
    }

    private func meet(_ basins: UnsafeMutableBufferPointer<BasinProfile>, in relief: Relief) {
        labels.withUnsafeBufferPointer { labels in
            relief.levels.withUnsafeBufferPointer { levels in
                withUnsafeTemporaryAllocation(of: FacingPixels.self, capacity: 2 * labels.count + 1) { pairs in
                    for pair in pairs[..<findFacingPixels(labels, width: width, into: pairs)] {
                        let (first, second) = (pair.first, pair.second(width: width))
                        let (one, other) = (labels[first], labels[second])
                        let level = max(levels[first], levels[second])
                        let distance = basins[Int(one)].distance(to: basins[Int(other)])
                        let separation = UInt64(Float(level) + Relief.levelsPerUnit * distance)
                        basins[Int(one)].meet(other, at: level, separation: separation)
                        basins[Int(other)].meet(one, at: level, separation: separation)
                    }
                }
            }
        }
    }
}
