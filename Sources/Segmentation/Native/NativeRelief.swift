// SPDX-License-Identifier: Apache-2.0

/// The heights of pixels of a band along an outline: the gradient of the picture itself, raised towards the line where
/// the soft mask is one half, so that the floods meet there when there is no edge to meet at.
///
/// Differences over several distances together peak at a sharp edge and still see a soft one. They are worked out for a
/// stretch of a row at a time: those between rows once for each sample, and nothing is checked for being inside the
/// frame but at its edges.
struct NativeRelief {
    /// How strongly a pixel without an edge is drawn to the side that the view's mask says, in units of gradient.
    private static let pull: Float = 20

    private let picture: StoredPicture
    /// Differences are taken over 1, 2, ... so many pixels to either side.
    private let radius: Int
    private let highest: Float

    /// Heights below `levels`, of gradients of `picture` over up to `radius` pixels.
    init(_ picture: StoredPicture, radius: Int, levels: Int) {
        self.picture = picture
        self.radius = radius
        highest = Float(levels - 1)
    }

    /// The heights of the pixels of `band`, which are in reading order, in a rectangle of the picture that starts at
    /// column `x` and row `y`.
    func heights(of band: UnsafeBufferPointer<BandPixel>, x: Int, y: Int) -> [Int16] {
        [Int16](unsafeUninitializedCapacity: band.count) { heights, initialized in
            StretchMemory.with(longest: picture.width, radius: radius) { memory in
                var start = 0
                while start < band.count {
                    let end = Self.endOfStretch(band, from: start)
                    let first = x + Int(band[start].x)
                    let stretch = Stretch(
                        columns: first..<(first + end - start), row: y + Int(band[start].y), radius: radius)
                    stretch.addDifferences(picture, memory)
                    for index in start..<end {
                        heights[index] = height(memory.strongest[index &- start], softness: band[index].softness)
                    }
                    start = end
                }
            }
            initialized = band.count
        }
    }

    /// The place after the neighbours in the row of the pixel at `start`.
    private static func endOfStretch(_ band: UnsafeBufferPointer<BandPixel>, from start: Int) -> Int {
        var end = start + 1
        while end < band.count && band[end].y == band[start].y && band[end].x == band[end - 1].x + 1 { end += 1 }
        return end
    }

    @inline(__always)
    private func height(_ squared: Int32, softness: Float) -> Int16 {
        let gradient = Float(squared).squareRoot() / Float(radius)
        let height = gradient + Self.pull * (1 - abs(2 * softness - 1))
        return Int16(truncatingIfNeeded: Int32(min(highest, height)))
    }
}

/// Where numbers of a stretch are kept while it is worked on.
private struct StretchMemory {
    typealias Numbers = UnsafeMutablePointer<Int32>

    /// Luma and colour differences of the row, a value a pixel, with the pixels around the stretch.
    let light: Numbers
    let blue: Numbers
    let red: Numbers
    /// Differences along the row of red, green and blue, a value a pixel.
    let acrossRed: Numbers
    let acrossGreen: Numbers
    let acrossBlue: Numbers
    /// Differences between rows: of luma, a value a sample of luma, and what the colours add to it, a value a sample.
    let downLight: Numbers
    let downRed: Numbers
    let downGreen: Numbers
    let downBlue: Numbers
    /// The square of the strongest difference, a value a pixel.
    let strongest: Numbers

    static func with(longest: Int, radius: Int, _ body: (StretchMemory) -> Void) {
        let length = longest + 2 * radius
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: 11 * length) { memory in
            guard let base = memory.baseAddress else { return }
            func part(_ index: Int) -> Numbers { base + index * length }
            body(
                StretchMemory(
                    light: part(0), blue: part(1), red: part(2), acrossRed: part(3), acrossGreen: part(4),
                    acrossBlue: part(5), downLight: part(6), downRed: part(7), downGreen: part(8), downBlue: part(9),
                    strongest: part(10)))
        }
    }
}

/// Neighbouring pixels of a row whose differences are worked out together.
private struct Stretch {
    let columns: Range<Int>
    let row: Int
    let radius: Int

    /// Leaves in `memory.strongest` the square of the strongest difference of each pixel.
    func addDifferences(_ picture: StoredPicture, _ memory: StretchMemory) {
        picture.luma.samples.withUnsafeBufferPointer { light in
            picture.blueDifference.samples.withUnsafeBufferPointer { blue in
                picture.redDifference.samples.withUnsafeBufferPointer { red in
                    let lightRows = SampleRows(light, picture.luma, columns)
                    let blueRows = SampleRows(blue, picture.blueDifference, columns)
                    let redRows = SampleRows(red, picture.redDifference, columns)
                    let frame = (width: picture.width, height: picture.height)
                    addDown(lightRows, blueRows, redRows, height: frame.height, memory)
                    lightRows.expand(row: row, columns, margin: radius, width: frame.width, into: memory.light)
                    blueRows.expand(row: row, columns, margin: radius, width: frame.width, into: memory.blue)
                    redRows.expand(row: row, columns, margin: radius, width: frame.width, into: memory.red)
                    addAcross(memory)
                    join(lightShift: lightRows.shift, colourShift: blueRows.shift, memory)
                }
            }
        }
    }

    private func addDown(
        _ light: SampleRows, _ blue: SampleRows, _ red: SampleRows, height: Int, _ memory: StretchMemory
    ) {
        memory.downLight.update(repeating: 0, count: light.count)
        for sums in [memory.downRed, memory.downGreen, memory.downBlue] { sums.update(repeating: 0, count: blue.count) }
        for distance in 1...radius {
            let upper = max(0, row - distance)
            let lower = min(height - 1, row + distance)
            let (lightAbove, lightBelow) = (light[upper], light[lower])
            for index in 0..<light.count {
                memory.downLight[index] &+= Int32(lightBelow[index]) &- Int32(lightAbove[index])
            }
            let (blueAbove, blueBelow, redAbove, redBelow) = (blue[upper], blue[lower], red[upper], red[lower])
            for index in 0..<blue.count {
                let change = ColourChange(
                    blue: Int32(blueBelow[index]) &- Int32(blueAbove[index]),
                    red: Int32(redBelow[index]) &- Int32(redAbove[index]))
                memory.downRed[index] &+= change.ofRed
                memory.downGreen[index] &+= change.ofGreen
                memory.downBlue[index] &+= change.ofBlue
            }
        }
    }

    private func addAcross(_ memory: StretchMemory) {
        for sums in [memory.acrossRed, memory.acrossGreen, memory.acrossBlue] {
            sums.update(repeating: 0, count: columns.count)
        }
        for distance in 1...radius {
            let left = radius - distance
            let right = radius + distance
            for index in 0..<columns.count {
                let light = memory.light[index &+ right] &- memory.light[index &+ left]
                let change = ColourChange(
                    blue: memory.blue[index &+ right] &- memory.blue[index &+ left],
                    red: memory.red[index &+ right] &- memory.red[index &+ left])
                memory.acrossRed[index] &+= light &+ change.ofRed
                memory.acrossGreen[index] &+= light &+ change.ofGreen
                memory.acrossBlue[index] &+= light &+ change.ofBlue
            }
        }
    }

    private func join(lightShift: Int, colourShift: Int, _ memory: StretchMemory) {
        let firstLight = columns.lowerBound &>> lightShift
        let firstColour = columns.lowerBound &>> colourShift
        for index in 0..<columns.count {
            let light = memory.downLight[(columns.lowerBound &+ index) &>> lightShift &- firstLight]
            let sample = (columns.lowerBound &+ index) &>> colourShift &- firstColour
            let down = SIMD3(memory.downRed[sample], memory.downGreen[sample], memory.downBlue[sample]) &+ light
            let across = SIMD3(memory.acrossRed[index], memory.acrossGreen[index], memory.acrossBlue[index])
            memory.strongest[index] = (across &* across &+ down &* down).max()
        }
    }
}

/// What changes of the colour differences add to changes of red, green and blue, beside the change of luma.
private struct ColourChange {
    let blue: Int32
    let red: Int32

    var ofRed: Int32 { (359 &* red) &>> 8 }
    var ofGreen: Int32 { 0 &- (88 &* blue &+ 183 &* red) &>> 8 }
    var ofBlue: Int32 { (454 &* blue) &>> 8 }
}

/// The samples of a plane that hold some columns of the picture.
private struct SampleRows {
    private let samples: UnsafeBufferPointer<UInt8>
    private let width: Int
    private let first: Int
    /// How many there are in a row.
    let count: Int
    /// The logarithm of the pixels along the side of a sample.
    let shift: Int

    init(_ samples: UnsafeBufferPointer<UInt8>, _ plane: SampledPlane, _ columns: Range<Int>) {
        self.samples = samples
        width = plane.width
        shift = plane.step.trailingZeroBitCount
        first = columns.lowerBound &>> shift
        count = (columns.upperBound &- 1) &>> shift &- first &+ 1
    }

    /// The samples in a row of the picture.
    subscript(row: Int) -> UnsafeBufferPointer<UInt8> {
        let start = (row &>> shift) &* width &+ first
        return UnsafeBufferPointer(rebasing: samples[start..<(start &+ count)])
    }

    /// Writes a value for each pixel of a row of a picture that is `width` wide: those of `columns` and `margin` more on
    /// both sides, where the frame's first and last ones stand for those that are outside.
    func expand(
        row: Int, _ columns: Range<Int>, margin: Int, width frameWidth: Int, into line: UnsafeMutablePointer<Int32>
    ) {
        let start = (row &>> shift) &* width
        let left = columns.lowerBound - margin
        let count = columns.count + 2 * margin
        if left >= 0 && left + count <= frameWidth {
            for index in 0..<count { line[index] = Int32(samples[start &+ (left &+ index) &>> shift]) }
        } else {
            for index in 0..<count {
                let column = (left + index).clamped(to: 0...(frameWidth - 1))
                line[index] = Int32(samples[start &+ column &>> shift])
            }
        }
    }
}
