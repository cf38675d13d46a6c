// SPDX-License-Identifier: Apache-2.0

import Raster
import Synchronization

/// Brings a mask from the resolution of its view to that of the picture.
///
/// The view's mask, slightly blurred, says for most pixels of the picture what they are. In the band between, where it
/// says neither, the picture's own pixels decide: the band is flooded from both sides over the native gradient, so that
/// the two floods meet where the edge really is.
struct NativeBoundary {
    /// Blurred view masks below this (or above 1 minus this) leave no doubt.
    private static let doubt: Float = 0.12
    private static let levels = 512
    /// Pixels of a band that is long.
    private static let longBand = 200_000

    private let picture: StoredPicture
    private let geometry: ViewGeometry
    private let soft: Plane
    /// The part of the picture that can hold object pixels.
    private let bounds: PixelRect
    /// Whether the view has fewer pixels than the picture, so that there is a boundary to settle.
    private let isReduced: Bool
    /// About as many pixels as the band will have, rather more: growing would copy it again and again. 0 without a band.
    private let expectedBandCount: Int

    init?(_ picture: StoredPicture, _ solution: Solution, negatives: [FramePixel]) {
        guard let object = solution.bounds else { return nil }
        self.picture = picture
        geometry = solution.geometry
        var mask = solution.mask
        let area = mask.reduce(0) { $0 + Int($1) }
        let kept = negatives.filter(solution.geometry.shows).map {
            solution.geometry.pixelIndex(at: solution.geometry.location(of: $0))
        }
        fillHoles(
            in: &mask, width: geometry.width, height: geometry.height, largest: area * 3 / 100 + 8, keeping: kept)
        soft = Plane(width: geometry.width, height: geometry.height, values: mask.map { Float($0) }).blurred(sigma: 1)
        let marginX = Int((4 / geometry.scaleX).rounded(.up))
        let marginY = Int((4 / geometry.scaleY).rounded(.up))
        let rect = geometry.rect
        let minX = max(rect.x, Int(object.minX) - marginX)
        let minY = max(rect.y, Int(object.minY) - marginY)
        let maxX = min(rect.maxX, Int(object.maxX) + marginX + 1)
        let maxY = min(rect.maxY, Int(object.maxY) + marginY + 1)
        bounds = PixelRect(x: minX, y: minY, width: maxX - minX, height: maxY - minY)
        isReduced = geometry.scaleX < 0.9
        expectedBandCount = isReduced ? Self.expectedBandCount(soft, geometry) : 0
    }

    private static func expectedBandCount(_ soft: Plane, _ geometry: ViewGeometry) -> Int {
        let doubtful = soft.values.reduce(0) { $0 + ($1 >= doubt && $1 <= 1 - doubt ? 1 : 0) }
        return Int(1.1 * Float(doubtful) / (geometry.scaleX * geometry.scaleY)) + 1000
    }

    /// Whether it takes so long to settle that it is worth asking whether anybody helps.
    var isLong: Bool { expectedBandCount > Self.longBand }

    /// The mask at the picture's resolution; `helpers` may take part.
    ///
    /// Cost: one write of the mask's bounding box, and arithmetic only along the outline.
    func settle(helpers: Helpers = .none) -> PlacedMask {
        var pixels = [UInt8](repeating: 0, count: bounds.width * bounds.height)
        pixels.withUnsafeMutableBufferPointer { pixels in
            guard isReduced else {
                _ = sampleSoftMask(rows: 0..<bounds.height, into: pixels, collectsBand: false)
                return
            }
            flood(band(pixels, helpers), pixels, helpers)
        }
        return PlacedMask(
            frameWidth: picture.width, frameHeight: picture.height, bounds: bounds,
            mask: Mask(width: bounds.width, height: bounds.height, pixels: pixels))
    }

    /// Writes what is certain; returns what is not, in parts from top to bottom.
    private func band(_ pixels: UnsafeMutableBufferPointer<UInt8>, _ helpers: Helpers) -> [BandPart] {
        let shared = SharedMemory(pixels)
        let parts = Mutex<[BandPart]>([])
        helpers.bands(bounds.height, least: 64) { rows in
            let part = BandPart(
                rows: rows, pixels: sampleSoftMask(rows: rows, into: shared.buffer, collectsBand: true))
            parts.withLock { $0.append(part) }
        }
        return parts.withLock { $0.sorted { $0.rows.lowerBound < $1.rows.lowerBound } }
    }

    /// Writes what is certain in some rows; returns what is not, if asked for, else decides it by the soft mask alone.
    private func sampleSoftMask(
        rows range: Range<Int>, into pixels: UnsafeMutableBufferPointer<UInt8>, collectsBand: Bool
    ) -> [BandPixel] {
        var band: [BandPixel] = []
        if collectsBand { band.reserveCapacity(expectedBandCount * range.count / bounds.height) }
        let doubt = collectsBand ? Self.doubt : 0.5
        let columns = SoftColumns(
            soft,
            positions: (0..<bounds.width).map {
                (Float($0 + bounds.x - geometry.rect.x) + 0.5) * geometry.scaleX - 0.5
            })
        var rows = SoftRows()
        for y in range {
            let row = LinearTap(
                position: (Float(y + bounds.y - geometry.rect.y) + 0.5) * geometry.scaleY - 0.5, count: soft.height)
            if row.first != rows.upper { rows = columns.between(row.first, row.second, doubt: doubt) }
            let start = y * bounds.width
            for stretch in rows.certain {
                for column in stretch { pixels[start + column] = 1 }
            }
            for item in rows.doubtful {
                let value = row.mix(item.above, item.below)
                if value > 1 - doubt {
                    pixels[start + Int(item.column)] = 1
                } else if collectsBand && value >= doubt {
                    pixels[start + Int(item.column)] = BandFlood.undecided
                    band.append(BandPixel(x: item.column, y: Int32(y), softness: value))
                }
            }
        }
        return band
    }

    /// Floods the band from its rim, lowest relief first; a pixel takes the side of most of its decided neighbours.
    private func flood(_ band: [BandPart], _ pixels: UnsafeMutableBufferPointer<UInt8>, _ helpers: Helpers) {
        let radius = Int((0.4 / geometry.scaleX).rounded()).clamped(to: 1...4)
        let relief = NativeRelief(picture, radius: radius, levels: Self.levels)
        BandFlood.run(pixels: pixels, width: bounds.width, parts: band, levels: Self.levels, helpers: helpers) { part in
            part.pixels.withUnsafeBufferPointer { relief.heights(of: $0, x: bounds.x, y: bounds.y) }
        }
    }
}

/// The columns of a picture as they lie on those of a soft mask.
private struct SoftColumns {
    private let soft: Plane
    private let taps: [LinearTap]
    /// The stretches of columns that share their samples.
    private let cells: [Range<Int>]

    init(_ soft: Plane, positions: [Float]) {
        self.soft = soft
        let taps = positions.map { LinearTap(position: $0, count: soft.width) }
        var cells: [Range<Int>] = []
        for column in taps.indices where column == 0 || taps[column].first != taps[column - 1].first {
            let end = taps[column...].firstIndex { $0.first != taps[column].first }
            cells.append(column..<(end ?? taps.count))
        }
        self.taps = taps
        self.cells = cells
    }

    /// What the rows `upper` and `lower` of the soft mask say of the rows of the picture between them, if values below
    /// `doubt` and above 1 minus that leave none.
    func between(_ upper: Int, _ lower: Int, doubt: Float) -> SoftRows {
        var rows = SoftRows(upper: upper)
        for cell in cells {
            let tap = taps[cell.lowerBound]
            let corners = SIMD4(
                soft[tap.first, upper], soft[tap.second, upper], soft[tap.first, lower], soft[tap.second, lower])
            if corners.min() > 1 - doubt {
                rows.certain.append(cell)
            } else if corners.max() >= doubt {
                for column in cell {
                    rows.doubtful.append(
                        SoftRows.Pixel(
                            column: Int32(column), above: taps[column].mix(corners[0], corners[1]),
                            below: taps[column].mix(corners[2], corners[3])))
                }
            }
        }
        return rows
    }
}

/// What two rows of a soft mask say of the rows of the picture between them.
private struct SoftRows {
    /// A pixel that may be either, and the soft mask in its column in the two rows.
    struct Pixel {
        let column: Int32
        let above: Float
        let below: Float
    }

    var upper = -1
    /// Columns of object pixels, and the others that are not all background.
    var certain: [Range<Int>] = []
    var doubtful: [Pixel] = []
}
