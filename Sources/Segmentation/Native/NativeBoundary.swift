// SPDX-License-Identifier: Apache-2.0

import Raster

/// Brings a mask from the resolution of its view to that of the picture.
///
/// The view's mask, slightly blurred, says for most pixels of the picture what they are. In the band between, where it
/// says neither, the picture's own pixels decide: the band is flooded from both sides over the native gradient, so that
/// the two floods meet where the edge really is.
///
/// Where a pixel of the view is many of the picture the band is wide, and it is settled in two steps: first in the picture
/// at half its size, then in the narrow band that this leaves.
struct NativeBoundary {
    private static let levels = 512
    /// Pixels of a band that is long.
    private static let longBand = 200_000
    /// The same of one at half the size: each of its pixels is four of the picture, and what is done with those counts, too.
    private static let longHalfBand = 40_000

    private let picture: StoredPicture
    private let geometry: ViewGeometry
    /// The picture at half its size, if there are two steps.
    private let half: StoredPicture?
    private let band: SoftBand
    /// Whether the view has fewer pixels than the picture, so that there is a boundary to settle.
    private let isReduced: Bool
    /// About as many pixels as the band will have; 0 without a boundary to settle.
    private let expectedBandCount: Int

    init?(_ picture: StoredPicture, _ solution: Solution, negatives: [FramePixel]) {
        guard let object = solution.bounds else { return nil }
        self.picture = picture
        geometry = solution.geometry
        half = picture.half(for: geometry)
        isReduced = geometry.scaleX < 0.9
        band = SoftBand(
            SoftMask(solution, keeping: negatives), geometry, around: object, in: half ?? picture,
            step: half == nil ? 1 : 2)
        expectedBandCount = isReduced ? band.expectedCount() : 0
    }

    /// Whether it takes so long to settle that it is worth asking whether anybody helps.
    var isLong: Bool { expectedBandCount > (half == nil ? Self.longBand : Self.longHalfBand) }

    /// The mask at the picture's resolution; `helpers` may take part.
    ///
    /// Cost: one write of the mask's bounding box, and arithmetic only along the outline.
    func settle(helpers: Helpers = .none) -> PlacedMask {
        let bounds = band.bounds
        var mask = Self.mask(bounds) { pixels in
            guard isReduced else { return band.writeHalves(to: pixels) }
            let parts = band.write(to: pixels, expecting: expectedBandCount, helpers)
            let radius = (0.4 / (geometry.scaleX * (half == nil ? 1 : 2))).rounded()
            flood(parts, pixels, bounds, half ?? picture, radius: Int(radius).clamped(to: 1...4), helpers)
        }
        guard half != nil else { return placed(mask, in: bounds) }
        // Twice as far around the object as doubt reaches: beyond, all that the finer band sees is background.
        let room = mask.bounds.grown(by: 2, width: bounds.width, height: bounds.height)
        mask.crop(to: room)
        let finer = FinerBand(mask.pixels, in: room.moved(x: bounds.x, y: bounds.y), of: picture)
        let fine = Self.mask(finer.bounds) { pixels in
            flood(finer.write(to: pixels, helpers), pixels, finer.bounds, picture, radius: 2, helpers)
        }
        return placed(fine, in: finer.bounds)
    }

    private func placed(_ mask: Mask, in bounds: PixelRect) -> PlacedMask {
        PlacedMask(frameWidth: picture.width, frameHeight: picture.height, bounds: bounds, mask: mask)
    }

    /// The mask of a rectangle, whose pixels `write` writes.
    private static func mask(_ bounds: PixelRect, _ write: (UnsafeMutableBufferPointer<UInt8>) -> Void) -> Mask {
        let count = bounds.width * bounds.height
        let pixels = [UInt8](unsafeUninitializedCapacity: count) { pixels, initialized in
            write(pixels)
            initialized = count
        }
        return Mask(width: bounds.width, height: bounds.height, pixels: pixels)
    }

    /// Floods a band in `bounds` of a picture from its rim, lowest relief first; a pixel takes the side of most of its
    /// decided neighbours. Differences are taken over up to `radius` pixels.
    private func flood(
        _ parts: [BandPart], _ pixels: UnsafeMutableBufferPointer<UInt8>, _ bounds: PixelRect,
        _ picture: StoredPicture, radius: Int, _ helpers: Helpers
    ) {
        let relief = NativeRelief(picture, radius: radius, levels: Self.levels)
        BandFlood.run(pixels: pixels, width: bounds.width, parts: parts, levels: Self.levels, helpers: helpers) {
            part in
            part.pixels.withUnsafeBufferPointer { relief.heights(of: $0, x: bounds.x, y: bounds.y) }
        }
    }
}
