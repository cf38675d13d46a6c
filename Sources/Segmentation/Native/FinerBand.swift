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
        var band: [BandPixel] = []
        NeighbourCounts.with(width: half.width) { counts in
            countBelow(rows.lowerBound - 2, &counts)
            countBelow(rows.lowerBound - 1, &counts)
            for row in rows {
                countBelow(row, &counts)
                let expansion = counts.expand()
                let open = expansion.openColumns
                for y in (2 * row)..<min(bounds.height, 2 * row + 2) {
                    UnsafeMutableRawBufferPointer(
                        rebasing: UnsafeMutableRawBufferPointer(pixels)[(y * bounds.width)...]
                    )
                    .copyMemory(from: UnsafeRawBufferPointer(rebasing: expansion.line[..<bounds.width]))
                    withUnsafeTemporaryAllocation(of: BandPixel.self, capacity: 2 * open.count) { pixels in
                        let count = collect(open, y, counts, into: pixels)
                        band.append(contentsOf: pixels[..<count])
                    }
                }
            }
        }
        return band
    }

    /// Goes on to a row and counts around the one below it. Beyond the mask its edge goes on.
    private func countBelow(_ row: Int, _ counts: inout NeighbourCounts) {
        counts.advance()
        mask.withUnsafeBufferPointer { mask in
            guard let base = mask.baseAddress else { return }
            func line(_ row: Int) -> UnsafePointer<UInt8> { base + row.clamped(to: 0...(half.height - 1)) * half.width }
            let below = (row + 1).clamped(to: 0...(half.height - 1))
            counts.countBelow(line(below - 1), line(below), line(below + 1))
        }
    }

    /// Writes the pixels of the picture in row `y` that some columns of the mask cover, and returns how many they are. What
    /// the nine pixels around say of each is mixed from the nearest four, so that the outline doesn't follow the steps of the
    /// mask where nothing else draws it.
    private func collect(
        _ columns: UnsafeBufferPointer<Int32>, _ y: Int, _ counts: NeighbourCounts,
        into pixels: UnsafeMutableBufferPointer<BandPixel>
    ) -> Int {
        let (here, near) = (counts.here, y.isMultiple(of: 2) ? counts.above : counts.below)
        for (index, column) in columns.enumerated() {
            let column = Int(column)
            let middle = 9 &* Int(here[column]) &+ 3 &* Int(near[column])
            for right in 0...1 {
                let beside = column &- 1 &+ 2 &* right
                let sum = middle &+ 3 &* Int(here[beside]) &+ Int(near[beside])
                pixels.initializeElement(
                    at: 2 &* index &+ right,
                    to: BandPixel(
                        x: Int32(truncatingIfNeeded: 2 &* column &+ right), y: Int32(truncatingIfNeeded: y),
                        softness: Float(sum) / 144))
            }
        }
        // The right half of the last column may lie beyond the picture.
        let juts = columns.last.map { 2 * Int($0) + 1 == bounds.width } ?? false
        return 2 * columns.count - (juts ? 1 : 0)
    }
}
