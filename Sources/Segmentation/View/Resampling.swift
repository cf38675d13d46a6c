// SPDX-License-Identifier: Apache-2.0

import Raster

/// The red, green and blue planes of a view, each 0...255.
struct ColourPlanes: Sendable {
    var red: Plane
    var green: Plane
    var blue: Plane

    /// Samples `image` on the grid of `geometry`: by exact area averages where the view is smaller than its
    /// rectangle, bilinearly where it is larger, as it is otherwise.
    ///
    /// Cost: one read of the rectangle.
    init(_ image: Image, _ geometry: ViewGeometry) {
        let empty = Plane(width: geometry.width, height: geometry.height)
        red = empty
        green = empty
        blue = empty
        let enlarges = geometry.width > geometry.rect.width || geometry.height > geometry.rect.height
        if enlarges {
            sampleBilinearly(image, geometry)
        } else {
            averageAreas(image, geometry)
        }
    }

    private mutating func setRow(_ y: Int, _ row: [Float], scaledBy factor: Float) {
        let width = red.width
        for x in 0..<width {
            red.values[y * width + x] = row[3 * x] * factor
            green.values[y * width + x] = row[3 * x + 1] * factor
            blue.values[y * width + x] = row[3 * x + 2] * factor
        }
    }

    /// Every view pixel is the mean of the part of the frame that it covers, fractions of pixels included.
    private mutating func averageAreas(_ image: Image, _ geometry: ViewGeometry) {
        let rect = geometry.rect
        let columns = AxisCoverage(source: rect.width, target: geometry.width)
        let rows = AxisCoverage(source: rect.height, target: geometry.height)
        var sums = [Float](repeating: 0, count: 3 * rect.width)
        var averaged = [Float](repeating: 0, count: 3 * geometry.width)
        let factor = 1 / Float(columns.length * rows.length)
        for y in 0..<geometry.height {
            for index in sums.indices { sums[index] = 0 }
            for (row, weight) in rows.cover(of: y) {
                let start = 3 * ((rect.y + row) * image.width + rect.x)
                accumulate(image.pixels[start..<(start + sums.count)], weight, into: &sums)
            }
            for x in 0..<geometry.width {
                var r: Float = 0
                var g: Float = 0
                var b: Float = 0
                for (column, weight) in columns.cover(of: x) {
                    r += weight * sums[3 * column]
                    g += weight * sums[3 * column + 1]
                    b += weight * sums[3 * column + 2]
                }
                averaged[3 * x] = r
                averaged[3 * x + 1] = g
                averaged[3 * x + 2] = b
            }
            setRow(y, averaged, scaledBy: factor)
        }
    }

    private func accumulate(_ bytes: ArraySlice<UInt8>, _ weight: Float, into sums: inout [Float]) {
        bytes.withUnsafeBufferPointer { source in
            sums.withUnsafeMutableBufferPointer { target in
                for index in 0..<target.count { target[index] += weight * Float(source[index]) }
            }
        }
    }

    private mutating func sampleBilinearly(_ image: Image, _ geometry: ViewGeometry) {
        let rect = geometry.rect
        let columns = (0..<geometry.width).map {
            LinearTap(position: (Float($0) + 0.5) / geometry.scaleX - 0.5, count: rect.width)
        }
        var row = [Float](repeating: 0, count: 3 * geometry.width)
        for y in 0..<geometry.height {
            let tap = LinearTap(position: (Float(y) + 0.5) / geometry.scaleY - 0.5, count: rect.height)
            let upper = 3 * ((rect.y + tap.first) * image.width + rect.x)
            let lower = 3 * ((rect.y + tap.second) * image.width + rect.x)
            for x in 0..<geometry.width {
                let column = columns[x]
                for channel in 0..<3 {
                    let a = 3 * column.first + channel
                    let b = 3 * column.second + channel
                    let above = column.mix(Float(image.pixels[upper + a]), Float(image.pixels[upper + b]))
                    let below = column.mix(Float(image.pixels[lower + a]), Float(image.pixels[lower + b]))
                    row[3 * x + channel] = tap.mix(above, below)
                }
            }
            setRow(y, row, scaledBy: 1)
        }
    }
}

/// Which source pixels of one axis each target pixel covers, and how much of them.
struct AxisCoverage {
    private let source: Int
    /// Source pixels per target pixel.
    let length: Double

    init(source: Int, target: Int) {
        self.source = source
        length = Double(source) / Double(target)
    }

    /// The source pixels under target pixel `index` with the share of each that is covered.
    @inline(__always)
    func cover(of index: Int) -> some Sequence<(Int, Float)> {
        let start = Double(index) * length
        let end = start + length
        let first = min(source - 1, Int(start + 1e-9))
        let last = max(first, min(source - 1, Int((end - 1e-9).rounded(.up)) - 1))
        return (first...last).lazy.map { pixel in
            (pixel, Float(min(end, Double(pixel + 1)) - max(start, Double(pixel))))
        }
    }
}

/// The two samples of an axis on both sides of a position, and how they mix.
struct LinearTap {
    let first: Int
    let second: Int
    private let fraction: Float

    /// A tap at `position` among `count` samples that lie at 0, 1, 2, ...; outside the ends the end counts.
    @inline(__always)
    init(position: Float, count: Int) {
        let inside = position.clamped(to: 0...Float(count - 1))
        first = Int(inside)
        second = min(count - 1, first + 1)
        fraction = inside - Float(first)
    }

    @inline(__always)
    func mix(_ a: Float, _ b: Float) -> Float { (1 - fraction) * a + fraction * b }
}
