// SPDX-License-Identifier: Apache-2.0

/// Where numbers of a stretch are kept while it is worked on.
struct StretchMemory {
    typealias Numbers = UnsafeMutablePointer<Int16>

    /// Numbers that are worked on at once. Behind a line there is room for as many that nobody asks for.
    fileprivate static let atOnce = 8

    /// Luma and colour differences of the row, a value a pixel, with the pixels around the stretch.
    fileprivate let light: Numbers
    fileprivate let blue: Numbers
    fileprivate let red: Numbers
    /// Differences between rows of luma, and what the colours add to those of red, green and blue, a value a sample.
    fileprivate let downLight: Numbers
    fileprivate let downRed: Numbers
    fileprivate let downGreen: Numbers
    fileprivate let downBlue: Numbers
    /// The same, a value a pixel.
    fileprivate let wideLight: Numbers
    fileprivate let wideRed: Numbers
    fileprivate let wideGreen: Numbers
    fileprivate let wideBlue: Numbers
    /// The square of the strongest difference, a value a pixel.
    let strongest: UnsafeMutablePointer<Int32>

    /// Memory for stretches of at most `longest` pixels, of which `step` share a sample.
    static func with(longest: Int, radius: Int, step: Int, _ body: (StretchMemory) -> Void) {
        // Lines are written in whole samples, which may jut out on both sides.
        let length = longest + 2 * radius + 2 * step + atOnce
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: longest + atOnce) { strongest in
            withUnsafeTemporaryAllocation(of: Int16.self, capacity: 11 * length) { memory in
                guard let base = memory.baseAddress, let strongest = strongest.baseAddress else { return }
                func part(_ index: Int) -> Numbers { base + index * length + step }
                body(
                    StretchMemory(
                        light: part(0), blue: part(1), red: part(2), downLight: part(3), downRed: part(4),
                        downGreen: part(5), downBlue: part(6), wideLight: part(7), wideRed: part(8), wideGreen: part(9),
                        wideBlue: part(10), strongest: strongest))
            }
        }
    }
}

/// Neighbouring pixels of a row whose differences are worked out together, eight at a time.
///
/// All differences fit into sixteen bits: over four distances those of red, green and blue are below 4 times 614, 526 and
/// 708.
struct ReliefStretch {
    let columns: Range<Int>
    let row: Int
    let radius: Int

    /// Leaves in `memory.strongest` the square of the strongest difference of each pixel.
    func addDifferences(_ picture: ReliefPicture, _ memory: StretchMemory) {
        let light = SampleRows(picture.light, columns)
        let blue = SampleRows(picture.blue, columns)
        let red = SampleRows(picture.red, columns)
        addDown(light, blue, red, height: picture.height, memory)
        light.expand(row: row, columns, margin: radius, width: picture.width, into: memory.light)
        blue.expand(row: row, columns, margin: radius, width: picture.width, into: memory.blue)
        red.expand(row: row, columns, margin: radius, width: picture.width, into: memory.red)
        join(memory)
    }

    /// Differences between rows, first for each sample, then for each pixel.
    private func addDown(
        _ light: SampleRows, _ blue: SampleRows, _ red: SampleRows, height: Int, _ memory: StretchMemory
    ) {
        @inline(__always) func difference(_ rows: SampleRows, _ distance: Int, _ index: Int) -> SIMD8<Int16> {
            rows.eight(row: min(height &- 1, row &+ distance), from: index)
                &- rows.eight(row: max(0, row &- distance), from: index)
        }
        for index in stride(from: 0, to: light.count, by: StretchMemory.atOnce) {
            var sum = SIMD8<Int16>()
            for distance in 1...radius { sum &+= difference(light, distance, index) }
            memory.downLight.store(sum, at: index)
        }
        for index in stride(from: 0, to: blue.count, by: StretchMemory.atOnce) {
            var sums = (red: SIMD8<Int16>(), green: SIMD8<Int16>(), blue: SIMD8<Int16>())
            for distance in 1...radius {
                let change = ColourChange(
                    blue: difference(blue, distance, index), red: difference(red, distance, index))
                sums.red &+= change.ofRed
                sums.green &+= change.ofGreen
                sums.blue &+= change.ofBlue
            }
            memory.downRed.store(sums.red, at: index)
            memory.downGreen.store(sums.green, at: index)
            memory.downBlue.store(sums.blue, at: index)
        }
        light.spread(memory.downLight, columns, into: memory.wideLight)
        blue.spread(memory.downRed, columns, into: memory.wideRed)
        blue.spread(memory.downGreen, columns, into: memory.wideGreen)
        blue.spread(memory.downBlue, columns, into: memory.wideBlue)
    }

    /// Differences along the row, and the strongest of those of a colour along the row and between rows together.
    private func join(_ memory: StretchMemory) {
        for index in stride(from: 0, to: columns.count, by: StretchMemory.atOnce) {
            var across = (red: SIMD8<Int16>(), green: SIMD8<Int16>(), blue: SIMD8<Int16>())
            for distance in 1...radius {
                let left = index &+ radius &- distance
                let right = index &+ radius &+ distance
                let light = memory.light.eight(from: right) &- memory.light.eight(from: left)
                let change = ColourChange(
                    blue: memory.blue.eight(from: right) &- memory.blue.eight(from: left),
                    red: memory.red.eight(from: right) &- memory.red.eight(from: left))
                across.red &+= light &+ change.ofRed
                across.green &+= light &+ change.ofGreen
                across.blue &+= light &+ change.ofBlue
            }
            let light = memory.wideLight.eight(from: index)
            let red = squaredLength(across.red, memory.wideRed.eight(from: index) &+ light)
            let green = squaredLength(across.green, memory.wideGreen.eight(from: index) &+ light)
            let blue = squaredLength(across.blue, memory.wideBlue.eight(from: index) &+ light)
            let strongest = red.replacing(with: green, where: green .> red)
            UnsafeMutableRawPointer(memory.strongest + index).storeBytes(
                of: strongest.replacing(with: blue, where: blue .> strongest), as: SIMD8<Int32>.self)
        }
    }
}

/// The squares of the lengths of eight vectors.
@inline(__always)
private func squaredLength(_ x: SIMD8<Int16>, _ y: SIMD8<Int16>) -> SIMD8<Int32> {
    let (x, y) = (SIMD8<Int32>(truncatingIfNeeded: x), SIMD8<Int32>(truncatingIfNeeded: y))
    return x &* x &+ y &* y
}

extension UnsafeMutablePointer<Int16> {
    @inline(__always)
    fileprivate func eight(from index: Int) -> SIMD8<Int16> {
        UnsafeRawPointer(self + index).loadUnaligned(as: SIMD8<Int16>.self)
    }

    @inline(__always)
    fileprivate func store(_ numbers: SIMD8<Int16>, at index: Int) {
        UnsafeMutableRawPointer(self + index).storeBytes(of: numbers, as: SIMD8<Int16>.self)
    }
}

/// The samples of a picture, to be read without counting who reads them.
struct ReliefPicture {
    fileprivate let light: SampleLines
    fileprivate let blue: SampleLines
    fileprivate let red: SampleLines
    fileprivate let width: Int
    fileprivate let height: Int

    /// Calls `body` with the samples of `picture`, which end with it.
    static func with<Value>(_ picture: StoredPicture, _ body: (ReliefPicture) -> Value) -> Value {
        picture.luma.samples.withUnsafeBufferPointer { light in
            picture.blueDifference.samples.withUnsafeBufferPointer { blue in
                picture.redDifference.samples.withUnsafeBufferPointer { red in
                    body(
                        ReliefPicture(
                            light: SampleLines(light, picture.luma), blue: SampleLines(blue, picture.blueDifference),
                            red: SampleLines(red, picture.redDifference), width: picture.width,
                            height: picture.height))
                }
            }
        }
    }
}

/// The samples of a plane.
private struct SampleLines {
    let samples: UnsafeBufferPointer<UInt8>
    /// How many there are in a row.
    let width: Int
    /// The logarithm of the pixels along the side of a sample.
    let shift: Int

    init(_ samples: UnsafeBufferPointer<UInt8>, _ plane: SampledPlane) {
        self.samples = samples
        width = plane.width
        shift = plane.step.trailingZeroBitCount
    }
}

/// The samples of a plane that hold some columns of the picture.
private struct SampleRows {
    private let samples: UnsafeBufferPointer<UInt8>
    private let width: Int
    private let first: Int
    /// How many there are in a row.
    let count: Int
    private let shift: Int

    @inline(__always)
    init(_ lines: SampleLines, _ columns: Range<Int>) {
        samples = lines.samples
        width = lines.width
        shift = lines.shift
        first = columns.lowerBound &>> shift
        count = (columns.upperBound &- 1) &>> shift &- first &+ 1
    }

    /// Eight samples in a row of the picture, of which those beyond the row are any.
    @inline(__always)
    func eight(row: Int, from index: Int) -> SIMD8<Int16> {
        let start = (row &>> shift) &* width &+ first &+ index
        var eight = SIMD8<UInt8>()
        if start &+ 8 <= samples.count {
            eight = UnsafeRawBufferPointer(samples).loadUnaligned(fromByteOffset: start, as: SIMD8<UInt8>.self)
        } else {
            for place in start..<samples.count { eight[place &- start] = samples[place] }
        }
        return SIMD8<Int16>(truncatingIfNeeded: eight)
    }

    /// Writes what `sums` tells of each sample for each of its pixels; the first of `columns` comes first in `line`.
    func spread(_ sums: UnsafeMutablePointer<Int16>, _ columns: Range<Int>, into line: UnsafeMutablePointer<Int16>) {
        Segmentation.spread(
            sums, count: count, shift: shift, into: line - (columns.lowerBound &- first &<< shift))
    }

    /// Writes a value for each pixel of a row of a picture that is `width` wide: those of `columns` and `margin` more on
    /// both sides, where the frame's first and last ones stand for those that are outside.
    func expand(
        row: Int, _ columns: Range<Int>, margin: Int, width frameWidth: Int, into line: UnsafeMutablePointer<Int16>
    ) {
        let start = (row &>> shift) &* width
        let left = columns.lowerBound - margin
        let count = columns.count + 2 * margin
        if left >= 0 && left + count <= frameWidth, let base = samples.baseAddress {
            let first = left &>> shift
            Segmentation.spread(
                base + start + first, count: (left &+ count &- 1) &>> shift &- first &+ 1, shift: shift,
                into: line - (left &- first &<< shift))
        } else {
            for index in 0..<count {
                let column = (left + index).clamped(to: 0...(frameWidth - 1))
                line[index] = Int16(samples[start &+ column &>> shift])
            }
        }
    }
}

/// Writes each of `count` numbers as often as there are pixels along the side of a sample.
@inline(__always)
private func spread<Number: FixedWidthInteger>(
    _ numbers: UnsafePointer<Number>, count: Int, shift: Int, into line: UnsafeMutablePointer<Int16>
) {
    switch shift {
    case 0:
        for index in 0..<count { line[index] = Int16(truncatingIfNeeded: numbers[index]) }
    case 1:
        for index in 0..<count {
            line[2 &* index] = Int16(truncatingIfNeeded: numbers[index])
            line[2 &* index &+ 1] = Int16(truncatingIfNeeded: numbers[index])
        }
    default:
        for index in 0..<(count &<< shift) { line[index] = Int16(truncatingIfNeeded: numbers[index &>> shift]) }
    }
}
