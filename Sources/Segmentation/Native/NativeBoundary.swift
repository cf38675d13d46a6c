// SPDX-License-Identifier: Apache-2.0

import Raster

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
    private let soft: SoftMask
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
        soft = SoftMask(solution, keeping: negatives)
        let marginX = Int((4 / geometry.scaleX).rounded(.up))
        let marginY = Int((4 / geometry.scaleY).rounded(.up))
        let rect = geometry.rect
        let minX = max(rect.x, Int(object.minX) - marginX)
        let minY = max(rect.y, Int(object.minY) - marginY)
        let maxX = min(rect.maxX, Int(object.maxX) + marginX + 1)
        let maxY = min(rect.maxY, Int(object.maxY) + marginY + 1)
        bounds = PixelRect(x: minX, y: minY, width: maxX - minX, height: maxY - minY)
        isReduced = geometry.scaleX < 0.9
        expectedBandCount = isReduced ? Self.expectedBandCount(soft.plane.values, geometry) : 0
    }

    private static func expectedBandCount(_ soft: [Float], _ geometry: ViewGeometry) -> Int {
        let doubtful = soft.reduce(0) { $0 + ($1 >= doubt && $1 <= 1 - doubt ? 1 : 0) }
        return Int(1.1 * Float(doubtful) / (geometry.scaleX * geometry.scaleY)) + 1000
    }

    /// Whether it takes so long to settle that it is worth asking whether anybody helps.
    var isLong: Bool { expectedBandCount > Self.longBand }

    /// The mask at the picture's resolution; `helpers` may take part.
    ///
    /// Cost: one write of the mask's bounding box, and arithmetic only along the outline.
    func settle(helpers: Helpers = .none) -> PlacedMask {
        let count = bounds.width * bounds.height
        let pixels = [UInt8](unsafeUninitializedCapacity: count) { pixels, initialized in
            if isReduced {
                flood(band(pixels, helpers), pixels, helpers)
            } else {
                _ = sampleSoftMask(rows: 0..<bounds.height, into: pixels, collectsBand: false)
            }
            initialized = count
        }
        return PlacedMask(
            frameWidth: picture.width, frameHeight: picture.height, bounds: bounds,
            mask: Mask(width: bounds.width, height: bounds.height, pixels: pixels))
    }

    /// Writes what is certain; returns what is not, in parts from top to bottom.
    private func band(_ pixels: UnsafeMutableBufferPointer<UInt8>, _ helpers: Helpers) -> [BandPart] {
        let shared = SharedMemory(pixels)
        return helpers.parts(bounds.height, least: 64) { rows in
            BandPart(rows: rows, pixels: sampleSoftMask(rows: rows, into: shared.buffer, collectsBand: true))
        }
    }

    /// Writes some rows of memory that is not initialised: what is certain; returns what is not, if asked for, else the
    /// soft mask alone decides, and where it is one half that is background.
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
        withUnsafeTemporaryAllocation(of: BandPixel.self, capacity: bounds.width) { open in
            for y in range {
                let row = LinearTap(
                    position: (Float(y + bounds.y - geometry.rect.y) + 0.5) * geometry.scaleY - 0.5,
                    count: geometry.height)
                if row.first != rows.upper { columns.read(row.first, row.second, doubt: doubt, into: &rows) }
                let line = UnsafeMutableBufferPointer(rebasing: pixels[(y * bounds.width)..<((y + 1) * bounds.width)])
                line.initialize(repeating: 0)
                let count = rows.write(
                    row, y: y, doubt: doubt, openFrom: collectsBand ? doubt : .infinity, to: line, open: open)
                band.append(contentsOf: open[..<count])
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
