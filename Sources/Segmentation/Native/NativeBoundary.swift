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
    /// How strongly a pixel without an edge is drawn to the side that the view's mask says, in units of gradient.
    private static let pull: Float = 20
    private static let levels = 512

    private let picture: StoredPicture
    private let geometry: ViewGeometry
    private let soft: Plane
    /// The part of the picture that can hold object pixels.
    private let bounds: PixelRect

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
    }

    /// The mask at the picture's resolution.
    ///
    /// Cost: one write of the mask's bounding box, and arithmetic only along the outline.
    func settle() -> PlacedMask {
        var pixels = [UInt8](repeating: 0, count: bounds.width * bounds.height)
        let isReduced = geometry.scaleX < 0.9
        let band = sampleSoftMask(into: &pixels, collectsBand: isReduced)
        if isReduced { flood(band, &pixels) }
        return PlacedMask(
            frameWidth: picture.width, frameHeight: picture.height, bounds: bounds,
            mask: Mask(width: bounds.width, height: bounds.height, pixels: pixels))
    }

    /// Writes what is certain; returns what is not, if asked for, else decides it by the soft mask alone.
    private func sampleSoftMask(into pixels: inout [UInt8], collectsBand: Bool) -> [BandPixel] {
        var band: [BandPixel] = []
        let doubt = collectsBand ? Self.doubt : 0.5
        let taps = (0..<bounds.width).map {
            LinearTap(
                position: (Float($0 + bounds.x - geometry.rect.x) + 0.5) * geometry.scaleX - 0.5, count: soft.width)
        }
        for y in 0..<bounds.height {
            let row = LinearTap(
                position: (Float(y + bounds.y - geometry.rect.y) + 0.5) * geometry.scaleY - 0.5, count: soft.height)
            let upper = row.first * soft.width
            let lower = row.second * soft.width
            var x = 0
            while x < bounds.width {
                // All pixels of one cell of the soft mask share their four samples.
                let tap = taps[x]
                var end = x + 1
                while end < bounds.width && taps[end].first == tap.first { end += 1 }
                let corners = SIMD4(
                    soft.values[upper + tap.first], soft.values[upper + tap.second],
                    soft.values[lower + tap.first], soft.values[lower + tap.second])
                if corners.min() > 1 - doubt {
                    for pixel in (y * bounds.width + x)..<(y * bounds.width + end) { pixels[pixel] = 1 }
                } else if corners.max() >= doubt {
                    for column in x..<end {
                        let tap = taps[column]
                        let above = tap.mix(corners[0], corners[1])
                        let below = tap.mix(corners[2], corners[3])
                        let value = row.mix(above, below)
                        let index = y * bounds.width + column
                        if value > 1 - doubt {
                            pixels[index] = 1
                        } else if collectsBand && value >= doubt {
                            pixels[index] = BandFlood.undecided
                            band.append(BandPixel(x: Int32(column), y: Int32(y), softness: value))
                        }
                    }
                }
                x = end
            }
        }
        return band
    }

    /// Floods the band from its rim, lowest relief first; a pixel takes the side of most of its decided neighbours.
    private func flood(_ band: [BandPixel], _ pixels: inout [UInt8]) {
        let radius = Int((0.4 / geometry.scaleX).rounded()).clamped(to: 1...4)
        let relief = band.map { Int16(truncatingIfNeeded: self.relief($0, radius: radius)) }
        pixels.withUnsafeMutableBufferPointer { pixels in
            band.withUnsafeBufferPointer { band in
                var flood = BandFlood(
                    pixels: pixels, width: bounds.width, height: bounds.height, band: band, relief: relief,
                    levels: Self.levels)
                flood.run()
            }
        }
    }

    /// Height of a pixel of the band: the native gradient, raised towards the line where the soft mask is one half, so
    /// that the floods meet there when there is no edge to meet at.
    @inline(__always)
    private func relief(_ item: BandPixel, radius: Int) -> Int {
        let x = Int(item.x) + bounds.x
        let y = Int(item.y) + bounds.y
        // Differences over several distances together peak at a sharp edge and still see a soft one.
        var dx = SIMD3<Int32>()
        var dy = SIMD3<Int32>()
        for distance in 1...radius {
            dx &+= picture.difference(max(0, x - distance), y, min(picture.width - 1, x + distance), y)
            dy &+= picture.difference(x, max(0, y - distance), x, min(picture.height - 1, y + distance))
        }
        let strongest = Float((dx &* dx &+ dy &* dy).max()).squareRoot() / Float(radius)
        let height = strongest + Self.pull * (1 - abs(2 * item.softness - 1))
        return min(Self.levels - 1, Int(height))
    }
}
