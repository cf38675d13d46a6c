// SPDX-License-Identifier: Apache-2.0

/// What is kept of the pixels of a basin, or of any union of basins: all of it adds up when regions merge.
struct RegionStatistics: Sendable {
    /// Number of pixels.
    var area: Float = 0
    /// Sums of L, a, b and texture.
    var sums = SIMD4<Float>()
    /// Sums of the squares of L, a, b.
    var squares = SIMD3<Float>()
    /// Number of pixel sides on the border of the view.
    var border: Float = 0
    /// First and last column and row.
    var minX: Int32 = .max
    var minY: Int32 = .max
    var maxX: Int32 = .min
    var maxY: Int32 = .min

    /// Mean L, a, b and texture.
    var colour: SIMD4<Float> { sums / area }

    /// Sum over L, a, b of the variance.
    var colourVariance: Float {
        let mean = SIMD3(sums[0], sums[1], sums[2]) / area
        let variance = squares / area - mean * mean
        return max(0, variance[0] + variance[1] + variance[2])
    }

    /// Adds a pixel.
    @inline(__always)
    fileprivate mutating func add(_ colour: SIMD4<Float>, x: Int32, y: Int32) {
        let lab = SIMD3(colour[0], colour[1], colour[2])
        area += 1
        sums += colour
        squares += lab * lab
        minX = min(minX, x)
        maxX = max(maxX, x)
        minY = min(minY, y)
        maxY = max(maxY, y)
    }

    mutating func merge(_ other: RegionStatistics) {
        area += other.area
        sums += other.sums
        squares += other.squares
        border += other.border
        minX = min(minX, other.minX)
        minY = min(minY, other.minY)
        maxX = max(maxX, other.maxX)
        maxY = max(maxY, other.maxY)
    }
}

/// The statistics of every basin, in one pass over the pixels.
func regionStatistics(of basins: Basins, channels: [Plane]) -> [RegionStatistics] {
    var result = [RegionStatistics](repeating: RegionStatistics(), count: basins.count)
    let width = basins.width
    result.withUnsafeMutableBufferPointer { regions in
        basins.labels.withUnsafeBufferPointer { labels in
            channels[0].values.withUnsafeBufferPointer { lightness in
                channels[1].values.withUnsafeBufferPointer { a in
                    channels[2].values.withUnsafeBufferPointer { b in
                        channels[3].values.withUnsafeBufferPointer { texture in
                            for y in 0..<basins.height {
                                for x in 0..<width {
                                    let pixel = y &* width &+ x
                                    regions[Int(labels[pixel])].add(
                                        SIMD4(lightness[pixel], a[pixel], b[pixel], texture[pixel]),
                                        x: Int32(truncatingIfNeeded: x), y: Int32(truncatingIfNeeded: y))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
    for x in 0..<width {
        result[Int(basins.labels[x])].border += 1
        result[Int(basins.labels[(basins.height - 1) * width + x])].border += 1
    }
    for y in 0..<basins.height {
        result[Int(basins.labels[y * width])].border += 1
        result[Int(basins.labels[y * width + width - 1])].border += 1
    }
    return result
}

/// Euclidean distance of two mean colours with texture.
@inline(__always)
func colourDistance(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> Float {
    let difference = a - b
    return squareRoot((difference * difference).sum())
}
