// SPDX-License-Identifier: Apache-2.0

import Raster

/// One channel of a picture, one byte for each square of `step` x `step` pixels.
struct SampledPlane: Sendable {
    /// Pixels of the picture along the side of a sample: 1 << `shift`, since dividing by a variable is slow.
    var step: Int { 1 << shift }
    private let shift: Int
    let width: Int
    let height: Int
    let samples: [UInt8]

    /// The channel `(weights · RGB) / 256 + offset`, averaged over each square.
    init(_ image: Image, step: Int, weights: SIMD3<Int32>, offset: Int32, helpers: Helpers = .none) {
        shift = step.trailingZeroBitCount
        width = (image.width + step - 1) / step
        height = (image.height + step - 1) / step
        samples = helpers.array(rows: height, rowLength: width, least: 64) { rows, means in
            image.pixels.withUnsafeBufferPointer { pixels in
                let channel = Channel(weights: weights, offset: offset)
                let squares = Squares(image: image, pixels: pixels)
                // The usual steps by name, so that the compiler unrolls the sums over their squares.
                switch step {
                case 1: squares.average(channel, of: rows, step: 1, into: means)
                case 2: squares.average(channel, of: rows, step: 2, into: means)
                default: squares.average(channel, of: rows, step: step, into: means)
                }
            }
        }
    }

    /// Takes samples of squares of `step` x `step` pixels as they are.
    init(_ samples: [UInt8], width: Int, height: Int, step: Int) {
        shift = step.trailingZeroBitCount
        self.width = width
        self.height = height
        self.samples = samples
    }

    /// The plane with a sample for larger squares: means of whole squares of samples, cut off at the picture's edges.
    func reduced(toStep target: Int, helpers: Helpers = .none) -> SampledPlane {
        guard target > step else { return self }
        let factor = target / step
        let columns = (width + factor - 1) / factor
        let rows = (height + factor - 1) / factor
        let means: [UInt8] = helpers.array(rows: rows, rowLength: columns, least: 64) { band, means in
            samples.withUnsafeBufferPointer { samples in
                for row in band {
                    let start = (row - band.lowerBound) * columns
                    let line = UnsafeMutableBufferPointer(rebasing: means[start..<(start + columns)])
                    writeMeans(of: samples, row: row, factor: factor, to: line)
                }
            }
        }
        return SampledPlane(means, width: columns, height: rows, step: target)
    }

    /// Writes the means of a row of squares of `factor` x `factor` samples.
    private func writeMeans(
        of samples: UnsafeBufferPointer<UInt8>, row: Int, factor: Int, to means: UnsafeMutableBufferPointer<UInt8>
    ) {
        var first = 0
        if factor == 2 && 2 * row + 1 < height {
            first = width / 2
            writeMeansOfFour(of: samples, row: row, to: means)
        }
        let y = (factor * row)..<min(factor * (row + 1), height)
        for column in first..<means.count {
            let x = (factor * column)..<min(factor * (column + 1), width)
            var sum = x.count * y.count / 2
            for line in y {
                for place in x { sum &+= Int(samples[line &* width &+ place]) }
            }
            means[column] = UInt8(truncatingIfNeeded: sum / (x.count * y.count))
        }
    }

    /// The usual case, without a division: means of whole squares of 2 x 2 samples, as many as there are in two rows.
    private func writeMeansOfFour(
        of samples: UnsafeBufferPointer<UInt8>, row: Int, to means: UnsafeMutableBufferPointer<UInt8>
    ) {
        let upper = 2 &* row &* width
        for column in 0..<(width / 2) {
            let place = upper &+ 2 &* column
            let sum =
                UInt16(samples[place]) &+ UInt16(samples[place &+ 1]) &+ UInt16(samples[place &+ width])
                &+ UInt16(samples[place &+ width &+ 1])
            means[column] = UInt8(truncatingIfNeeded: (sum &+ 2) &>> 2)
        }
    }

    /// The plane of the picture at half its size, of which each pixel is 2 x 2 of this one: the same samples, of such
    /// squares or larger ones.
    var halved: SampledPlane { SampledPlane(samples, width: width, height: height, step: step / 2) }

    fileprivate struct Channel {
        let weights: SIMD3<Int32>
        let offset: Int32

        @inline(__always)
        func value(_ red: Int32, _ green: Int32, _ blue: Int32, shift: Int32) -> UInt8 {
            let sum = weights[0] &* red &+ weights[1] &* green &+ weights[2] &* blue
            let rounded = (sum &+ (1 &<< (shift &- 1))) &>> shift &+ offset
            return UInt8(truncatingIfNeeded: min(255, max(0, rounded)))
        }
    }

    /// The sample that holds the pixel in column `x` and row `y` of the picture.
    @inline(__always)
    subscript(x: Int, y: Int) -> Int32 { Int32(samples[(y &>> shift) &* width &+ x &>> shift]) }
}

/// The squares of `step` x `step` pixels into which a picture is cut; those at the right and bottom edge are filled up
/// with its last pixels, so that every square has as many.
private struct Squares {
    let image: Image
    let pixels: UnsafeBufferPointer<UInt8>

    /// Writes the mean of `channel` over each square of some rows of squares.
    @inline(__always)
    func average(
        _ channel: SampledPlane.Channel, of rows: Range<Int>, step: Int, into means: UnsafeMutableBufferPointer<UInt8>
    ) {
        let columns = (image.width + step - 1) / step
        let shift = 8 + 2 * Int32(truncatingIfNeeded: step.trailingZeroBitCount)
        for y in rows {
            let row = (y &- rows.lowerBound) &* columns
            let isWhole = (y + 1) * step <= image.height
            let wholeColumns = isWhole ? image.width / step : 0
            let top = 3 * y &* step &* image.width
            for x in 0..<wholeColumns {
                var sum = (red: Int32(0), green: Int32(0), blue: Int32(0))
                for line in 0..<step {
                    let first = top &+ 3 &* (line &* image.width &+ x &* step)
                    for column in 0..<step {
                        add(first &+ 3 &* column, to: &sum)
                    }
                }
                means[row &+ x] = channel.value(sum.red, sum.green, sum.blue, shift: shift)
            }
            for x in wholeColumns..<columns {
                var sum = (red: Int32(0), green: Int32(0), blue: Int32(0))
                for line in (y * step)..<((y + 1) * step) {
                    for column in (x * step)..<((x + 1) * step) {
                        add(3 * (min(line, image.height - 1) * image.width + min(column, image.width - 1)), to: &sum)
                    }
                }
                means[row &+ x] = channel.value(sum.red, sum.green, sum.blue, shift: shift)
            }
        }
    }

    @inline(__always)
    private func add(_ pixel: Int, to sum: inout (red: Int32, green: Int32, blue: Int32)) {
        sum.red &+= Int32(pixels[pixel])
        sum.green &+= Int32(pixels[pixel &+ 1])
        sum.blue &+= Int32(pixels[pixel &+ 2])
    }
}
