// SPDX-License-Identifier: Apache-2.0

import Raster

/// What the mask of a view says of the pixels of the picture, or of the picture at half its size: which belong to the
/// object, which do not, and the band along the outline where it says neither.
struct SoftBand {
    /// Blurred view masks below this (or above 1 minus this) leave no doubt.
    private static let doubt: Float = 0.12

    /// The part of the picture that can hold object pixels, in pixels of its size.
    let bounds: PixelRect
    private let soft: SoftMask
    private let geometry: ViewGeometry
    /// Pixels of the frame along the side of a pixel.
    private let step: Int

    /// - Parameters:
    ///   - object: Around the object's view pixels.
    ///   - step: Pixels of the frame along the side of a pixel of `picture`.
    init(_ soft: SoftMask, _ geometry: ViewGeometry, around object: FrameBounds, in picture: StoredPicture, step: Int) {
        self.soft = soft
        self.geometry = geometry
        self.step = step
        let rect = geometry.rect
        // Of a pixel at the edge of the view all must be in sight, but for what is beyond the frame.
        func pixels(_ low: Int, _ high: Int, of view: Range<Int>, limit: Int) -> Range<Int> {
            let first = (view.lowerBound + step - 1) / step
            let end = view.upperBound > step * (limit - 1) ? limit : view.upperBound / step
            return max(first, low / step)..<max(first, min(end, (high + step - 1) / step))
        }
        let marginX = Int((4 / geometry.scaleX).rounded(.up))
        let marginY = Int((4 / geometry.scaleY).rounded(.up))
        let columns = pixels(
            Int(object.minX) - marginX, Int(object.maxX) + marginX + 1, of: rect.x..<rect.maxX, limit: picture.width)
        let rows = pixels(
            Int(object.minY) - marginY, Int(object.maxY) + marginY + 1, of: rect.y..<rect.maxY, limit: picture.height)
        bounds = PixelRect(x: columns.lowerBound, y: rows.lowerBound, width: columns.count, height: rows.count)
    }

    /// About as many pixels as the band will have, rather more: growing would copy it again and again. Cost: a pass over
    /// the soft mask.
    func expectedCount() -> Int {
        let doubtful = soft.plane.values.reduce(0) { $0 + ($1 >= Self.doubt && $1 <= 1 - Self.doubt ? 1 : 0) }
        return Int(1.1 * Float(doubtful) / (geometry.scaleX * geometry.scaleY * Float(step * step))) + 1000
    }

    /// Writes what is certain, and ``BandFlood/undecided`` for what is not; returns that in parts from top to bottom.
    ///
    /// - Parameter expected: What ``expectedCount()`` says.
    func write(
        to pixels: UnsafeMutableBufferPointer<UInt8>, expecting expected: Int, _ helpers: Helpers
    ) -> [BandPart] {
        let shared = SharedMemory(pixels)
        return helpers.parts(bounds.height, least: 64) { rows in
            var band: [BandPixel] = []
            band.reserveCapacity(expected * rows.count / bounds.height)
            write(rows, to: shared.buffer, doubt: Self.doubt, openFrom: Self.doubt) { band.append(contentsOf: $0) }
            return BandPart(rows: rows, pixels: band)
        }
    }

    /// Writes object where the soft mask is more than one half.
    func writeHalves(to pixels: UnsafeMutableBufferPointer<UInt8>) {
        write(0..<bounds.height, to: pixels, doubt: 0.5, openFrom: .infinity) { _ in }
    }

    /// Writes some rows of memory that is not initialised, and hands out what is open in each.
    private func write(
        _ range: Range<Int>, to pixels: UnsafeMutableBufferPointer<UInt8>, doubt: Float, openFrom least: Float,
        _ take: (Slice<UnsafeMutableBufferPointer<BandPixel>>) -> Void
    ) {
        let columns = SoftColumns(
            soft, positions: (0..<bounds.width).map { position($0 + bounds.x, from: geometry.rect.x, geometry.scaleX) })
        var rows = SoftRows()
        withUnsafeTemporaryAllocation(of: BandPixel.self, capacity: bounds.width) { open in
            for y in range {
                let row = LinearTap(
                    position: position(y + bounds.y, from: geometry.rect.y, geometry.scaleY), count: geometry.height)
                if row.first != rows.upper { columns.read(row.first, row.second, doubt: doubt, into: &rows) }
                let line = UnsafeMutableBufferPointer(rebasing: pixels[(y * bounds.width)..<((y + 1) * bounds.width)])
                line.initialize(repeating: 0)
                take(open[..<rows.write(row, y: y, doubt: doubt, openFrom: least, to: line, open: open)])
            }
        }
    }

    /// Where the middle of a column or row lies in the view, whose first pixel has its middle at 0.
    private func position(_ index: Int, from start: Int, _ scale: Float) -> Float {
        (Float(step) * (Float(index) + 0.5) - Float(start)) * scale - 0.5
    }
}
