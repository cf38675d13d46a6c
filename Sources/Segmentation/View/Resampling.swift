// SPDX-License-Identifier: Apache-2.0

import Raster

/// The red, green and blue planes of a view, each 0...255.
struct ColourPlanes: Sendable {
    var red: Plane
    var green: Plane
    var blue: Plane

    /// Samples `picture` on the grid of `geometry`. Cost: one read of the rectangle.
    init(_ picture: StoredPicture, _ geometry: ViewGeometry, helpers: Helpers = .none) {
        let luma = PlaneResampling(picture.luma(for: geometry), geometry)
        let blueDifference = PlaneResampling(picture.blueDifference, geometry)
        let redDifference = PlaneResampling(picture.redDifference, geometry)
        (red, green, blue) = Plane.three(
            width: geometry.width, height: geometry.height, helpers: helpers
        ) { rows, red, green, blue in
            // The planes of the picture first, each where a colour takes its place.
            luma.write(rows, to: red)
            blueDifference.write(rows, to: green)
            redDifference.write(rows, to: blue)
            for index in 0..<red.count {
                let colour = redGreenBlue(
                    luma: red[index], blueDifference: green[index] - 128, redDifference: blue[index] - 128)
                red[index] = colour.0.clamped(to: 0...255)
                green[index] = colour.1.clamped(to: 0...255)
                blue[index] = colour.2.clamped(to: 0...255)
            }
        }
    }
}

/// A plane of a picture on the way to the grid of a view: by exact area averages where the view is coarser than the
/// plane, bilinearly where it is finer.
struct PlaneResampling: Sendable {
    private let plane: SampledPlane
    private let columns: Axis
    private let rows: Axis
    /// What each column of the view covers, if averages are taken, and the two samples it lies between, if not.
    private let covers: [Axis.Cover]
    private let taps: [LinearTap]

    init(_ plane: SampledPlane, _ geometry: ViewGeometry) {
        self.plane = plane
        let columns = Axis(
            start: geometry.rect.x, length: geometry.rect.width, step: plane.step, source: plane.width,
            target: geometry.width)
        let rows = Axis(
            start: geometry.rect.y, length: geometry.rect.height, step: plane.step, source: plane.height,
            target: geometry.height)
        let isAveraged = columns.scale > 1 || rows.scale > 1
        covers = isAveraged ? (0..<columns.target).map { columns.cover(of: $0) } : []
        taps =
            isAveraged
            ? [] : (0..<columns.target).map { LinearTap(position: columns.middle(of: $0), count: plane.width) }
        self.columns = columns
        self.rows = rows
    }

    /// Writes some rows of the view into memory that holds only those.
    func write(_ targets: Range<Int>, to result: Plane.Rows) {
        if taps.isEmpty { average(targets, to: result) } else { interpolate(targets, to: result) }
    }

    /// Every view pixel is the mean of what it covers, fractions of samples included.
    private func average(_ targets: Range<Int>, to result: Plane.Rows) {
        let used = columns.firstSample..<columns.endSample
        withUnsafeTemporaryAllocation(of: Float.self, capacity: used.count) { sums in
            covers.withUnsafeBufferPointer { covers in
                for y in targets {
                    let cover = rows.cover(of: y)
                    plane.addRows(of: cover, used, to: sums)
                    let start = (y - targets.lowerBound) * columns.target
                    for x in 0..<columns.target {
                        result[start &+ x] =
                            covers[x].weightedSum(sums, from: used.lowerBound) / (cover.total * covers[x].total)
                    }
                }
            }
        }
    }

    private func interpolate(_ targets: Range<Int>, to result: Plane.Rows) {
        plane.samples.withUnsafeBufferPointer { samples in
            taps.withUnsafeBufferPointer { taps in
                for y in targets {
                    let row = LinearTap(position: rows.middle(of: y), count: plane.height)
                    let upper = row.first * plane.width
                    let lower = row.second * plane.width
                    let start = (y - targets.lowerBound) * columns.target
                    for x in 0..<columns.target {
                        let tap = taps[x]
                        let above = tap.mix(Float(samples[upper &+ tap.first]), Float(samples[upper &+ tap.second]))
                        let below = tap.mix(Float(samples[lower &+ tap.first]), Float(samples[lower &+ tap.second]))
                        result[start &+ x] = row.mix(above, below)
                    }
                }
            }
        }
    }
}

extension SampledPlane {
    /// Writes the weighted sums of the rows that a view pixel covers, for each of the columns in `used`.
    fileprivate func addRows(
        of cover: Axis.Cover, _ used: Range<Int>, to sums: UnsafeMutableBufferPointer<Float>
    ) {
        samples.withUnsafeBufferPointer { samples in
            func line(_ row: Int) -> UnsafeBufferPointer<UInt8> {
                UnsafeBufferPointer(
                    rebasing: samples[(row * width + used.lowerBound)..<(row * width + used.upperBound)])
            }
            let top = line(cover.samples.lowerBound)
            let first = cover.weight(of: cover.samples.lowerBound)
            for index in 0..<sums.count { sums[index] = first * Float(top[index]) }
            guard cover.samples.count > 1 else { return }
            for row in (cover.samples.lowerBound + 1)..<cover.samples.upperBound {
                let whole = line(row)
                for index in 0..<sums.count { sums[index] += Float(whole[index]) }
            }
            let bottom = line(cover.samples.upperBound)
            let last = cover.weight(of: cover.samples.upperBound)
            for index in 0..<sums.count { sums[index] += last * Float(bottom[index]) }
        }
    }
}

/// How the pixels of a view lie on the samples of a plane, along one axis.
struct Axis {
    /// Where the view starts, in samples.
    private let start: Double
    private let source: Int
    /// Samples per view pixel.
    let scale: Double
    /// Number of view pixels.
    let target: Int

    /// - Parameters:
    ///   - start: first pixel of the picture that the view shows, and `length`, how many.
    ///   - step: pixels of the picture per sample; `source` is the number of samples.
    init(start: Int, length: Int, step: Int, source: Int, target: Int) {
        self.start = Double(start) / Double(step)
        self.source = source
        self.target = target
        scale = Double(length) / Double(step) / Double(target)
    }

    /// The samples that a view pixel covers, the first and the last perhaps in part.
    struct Cover {
        let samples: ClosedRange<Int>
        fileprivate let first: Float
        fileprivate let last: Float

        /// Sum of all weights.
        var total: Float { samples.count == 1 ? first : first + last + Float(samples.count - 2) }

        @inline(__always)
        func weight(of sample: Int) -> Float {
            sample == samples.lowerBound ? first : sample == samples.upperBound ? last : 1
        }

        /// The sum of what the samples have in `values`, of which the first is that of sample `start`.
        @inline(__always)
        func weightedSum(_ values: UnsafeMutableBufferPointer<Float>, from start: Int) -> Float {
            var sum = first * values[samples.lowerBound &- start]
            guard samples.lowerBound < samples.upperBound else { return sum }
            for sample in (samples.lowerBound &+ 1)..<samples.upperBound { sum += values[sample &- start] }
            return sum + last * values[samples.upperBound &- start]
        }
    }

    /// What view pixel `index` covers.
    func cover(of index: Int) -> Cover {
        let from = start + Double(index) * scale
        let to = from + scale
        let first = min(source - 1, Int(from + 1e-9))
        let last = max(first, min(source - 1, Int((to - 1e-9).rounded(.up)) - 1))
        if first == last { return Cover(samples: first...first, first: Float(max(scale, 1e-6)), last: 0) }
        return Cover(
            samples: first...last, first: Float(Double(first + 1) - from),
            last: Float(min(to, Double(last + 1)) - Double(last)))
    }

    var firstSample: Int { cover(of: 0).samples.lowerBound }
    var endSample: Int { cover(of: target - 1).samples.upperBound + 1 }

    /// Middle of view pixel `index`, where the middle of sample i is at i.
    func middle(of index: Int) -> Float { Float(start + (Double(index) + 0.5) * scale - 0.5) }
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
