// SPDX-License-Identifier: Apache-2.0

import Raster

/// What a mask at half the size of a picture says of the picture's own pixels: they are what all of the nine pixels around
/// are, and where those are not all alike it says neither.
///
/// Like the mask of a view, but it leaves doubt only a pixel or two to either side of the outline, and asks for no blur.
struct FinerBand {
    /// 1 for object, row after row of `half`.
    private let mask: [UInt8]
    /// Where the mask lies in the picture at half its size.
    private let half: PixelRect
    /// The part of the picture that its pixels cover.
    let bounds: PixelRect

    /// - Parameter picture: The picture at its own size.
    init(_ mask: [UInt8], in half: PixelRect, of picture: StoredPicture) {
        self.mask = mask
        self.half = half
        bounds = PixelRect(
            x: 2 * half.x, y: 2 * half.y, width: min(2 * half.width, picture.width - 2 * half.x),
            height: min(2 * half.height, picture.height - 2 * half.y))
    }

    /// Writes what is certain, and ``BandFlood/undecided`` for what is not; returns that in parts from top to bottom.
    ///
    /// Cost: a pass over the mask, of bytes that don't depend on each other.
    func write(to pixels: UnsafeMutableBufferPointer<UInt8>, _ helpers: Helpers) -> [BandPart] {
        let shared = SharedMemory(pixels)
        return helpers.parts(half.height, least: 64) { rows in
            let range = (2 * rows.lowerBound)..<min(bounds.height, 2 * rows.upperBound)
            return BandPart(rows: range, pixels: write(rows, to: shared.buffer))
        }
    }

    /// Writes the pixels of some rows of the mask and returns the open ones.
    private func write(_ rows: Range<Int>, to pixels: UnsafeMutableBufferPointer<UInt8>) -> [BandPixel] {
        let width = half.width
        var band: [BandPixel] = []
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4 * width) { memory in
            withUnsafeTemporaryAllocation(of: Int32.self, capacity: width + 1) { open in
                func line(_ index: Int) -> UnsafeMutableBufferPointer<UInt8> {
                    UnsafeMutableBufferPointer(rebasing: memory[(index * width)..<((index + 1) * width)])
                }
                let column = line(3)
                // The row that is written, and those above and below it.
                var around = Around(above: line(0), here: line(1), below: line(2))
                count(around: max(0, rows.lowerBound - 1), into: around.here, column)
                count(around: rows.lowerBound, into: around.below, column)
                for row in rows {
                    around = Around(above: around.here, here: around.below, below: around.above)
                    count(around: min(half.height - 1, row + 1), into: around.below, column)
                    let openCount = Self.collect(around.here, into: open)
                    for y in (2 * row)..<min(bounds.height, 2 * row + 2) {
                        expand(around.here, to: UnsafeMutableBufferPointer(rebasing: pixels[(y * bounds.width)...]))
                        for place in open[..<openCount] { append(Int(place), y, around, to: &band) }
                    }
                }
            }
        }
        return band
    }

    /// How many of the nine pixels around each pixel of three rows are object.
    private struct Around {
        let above: UnsafeMutableBufferPointer<UInt8>
        let here: UnsafeMutableBufferPointer<UInt8>
        let below: UnsafeMutableBufferPointer<UInt8>
    }

    /// Writes how many of the nine pixels around each pixel of a row are object; beyond the mask its edge goes on.
    private func count(
        around row: Int, into around: UnsafeMutableBufferPointer<UInt8>, _ column: UnsafeMutableBufferPointer<UInt8>
    ) {
        let width = half.width
        mask.withUnsafeBufferPointer { mask in
            let upper = UnsafeBufferPointer(rebasing: mask[(max(0, row - 1) * width)...])
            let middle = UnsafeBufferPointer(rebasing: mask[(row * width)...])
            let lower = UnsafeBufferPointer(rebasing: mask[(min(half.height - 1, row + 1) * width)...])
            for x in 0..<width { column[x] = upper[x] &+ middle[x] &+ lower[x] }
        }
        for x in 0..<width { around[x] = column[x] &+ column[max(0, x &- 1)] &+ column[min(width &- 1, x &+ 1)] }
    }

    /// The places of a row where not all nine are alike, without a branch: behind them there is room for one more. Returns
    /// their number.
    private static func collect(
        _ around: UnsafeMutableBufferPointer<UInt8>, into open: UnsafeMutableBufferPointer<Int32>
    ) -> Int {
        var count = 0
        for x in around.indices {
            open[count] = Int32(truncatingIfNeeded: x)
            count &+= around[x] > 0 && around[x] < 9 ? 1 : 0
        }
        return count
    }

    /// Writes a row of the picture.
    private func expand(_ around: UnsafeMutableBufferPointer<UInt8>, to line: UnsafeMutableBufferPointer<UInt8>) {
        @inline(__always) func value(_ x: Int) -> UInt8 {
            around[x] == 9 ? 1 : around[x] == 0 ? 0 : BandFlood.undecided
        }
        for x in 0..<(bounds.width / 2) {
            line[2 &* x] = value(x)
            line[2 &* x &+ 1] = value(x)
        }
        if !bounds.width.isMultiple(of: 2) { line[bounds.width - 1] = value(half.width - 1) }
    }

    /// Adds the pixels of the picture in row `y` that a pixel of the mask covers. What the nine pixels around say of each
    /// is mixed from the nearest four, so that the outline doesn't follow the steps of the mask where nothing else draws it.
    private func append(_ place: Int, _ y: Int, _ around: Around, to band: inout [BandPixel]) {
        let near = y.isMultiple(of: 2) ? around.above : around.below
        for x in (2 * place)..<min(bounds.width, 2 * place + 2) {
            let beside = (x.isMultiple(of: 2) ? place - 1 : place + 1).clamped(to: 0...(half.width - 1))
            let sum =
                9 * Int(around.here[place]) + 3 * Int(around.here[beside]) + 3 * Int(near[place]) + Int(near[beside])
            band.append(
                BandPixel(
                    x: Int32(truncatingIfNeeded: x), y: Int32(truncatingIfNeeded: y), softness: Float(sum) / 144))
        }
    }
}
