// SPDX-License-Identifier: Apache-2.0

import Raster

/// A picture as it is kept for clicks: luma and two colour differences (ITU-R BT.601), in bounded memory.
///
/// Planes of a JPEG file are kept as they are if they fit, other small pictures whole. Larger ones keep one colour sample
/// for 2 x 2 pixels, as nearly every JPEG does; very large ones also less luma. So a cached picture costs at most
/// ``byteLimit`` whatever its size, and with a smaller copy at most ``copyByteLimit``.
struct StoredPicture: Sendable {
    /// Bytes that a picture takes at most (beyond 64 megapixels somewhat more detail is given up).
    private static let byteLimit = 24_000_000
    /// Bytes that it takes at most with a copy at half its size; if it would take more there is no copy.
    private static let copyByteLimit = 26_000_000
    /// Luma samples of which more are never reduced: of a square that is not kept whole they come from a quarter each,
    /// and luma takes two thirds of the bytes.
    static let sufficientSamples = byteLimit / 6
    /// Pixels along the longer side of a picture that has a copy at half its size, if its colours are kept so.
    private static let large = 2048
    /// Pixels along the side of one of a view from which on the copy serves it better.
    private static let coarse: Float = 4

    /// Size of the picture in pixels.
    let width: Int
    let height: Int
    let luma: SampledPlane
    let blueDifference: SampledPlane
    let redDifference: SampledPlane
    /// Luma for each square of 2 x 2 pixels of a large picture: where luma is kept whole, a copy.
    private let halfLuma: SampledPlane?

    /// Cost: a pass over the pixels; none over those of a JPEG that is kept whole.
    init(_ picture: Picture, helpers: Helpers = .none) {
        width = picture.width
        height = picture.height
        switch picture {
        case .rgb(let image):
            let (lumaStep, colourStep) = Self.steps(width: image.width, height: image.height, least: 1)
            luma = SampledPlane(image, step: lumaStep, weights: SIMD3(77, 150, 29), offset: 0, helpers: helpers)
            blueDifference = SampledPlane(
                image, step: colourStep, weights: SIMD3(-43, -85, 128), offset: 128, helpers: helpers)
            redDifference = SampledPlane(
                image, step: colourStep, weights: SIMD3(128, -107, -21), offset: 128, helpers: helpers)
        case .lumaChroma(let image):
            let steps = Self.steps(width: image.width, height: image.height, least: image.colourStep)
            luma = SampledPlane(
                image.luma, width: image.lumaWidth, height: image.lumaHeight, step: image.lumaStep
            ).reduced(toStep: steps.luma, helpers: helpers)
            blueDifference = SampledPlane(
                image.blueDifference, width: image.colourWidth, height: image.colourHeight, step: image.colourStep
            ).reduced(toStep: steps.colour, helpers: helpers)
            redDifference = SampledPlane(
                image.redDifference, width: image.colourWidth, height: image.colourHeight, step: image.colourStep
            ).reduced(toStep: steps.colour, helpers: helpers)
        }
        let isLarge = max(width, height) >= Self.large && blueDifference.step > 1
        let withCopy = luma.samples.count * 5 / 4 + 2 * blueDifference.samples.count
        let isKept = isLarge && (luma.step > 1 || withCopy <= Self.copyByteLimit)
        halfLuma = isKept ? luma.reduced(toStep: 2, helpers: helpers) : nil
    }

    private init(
        width: Int, height: Int, luma: SampledPlane, blueDifference: SampledPlane, redDifference: SampledPlane
    ) {
        self.width = width
        self.height = height
        self.luma = luma
        self.blueDifference = blueDifference
        self.redDifference = redDifference
        halfLuma = nil
    }

    /// A large picture at half its size, in pixels that are squares of 2 x 2; nil of others. Free: its colours are the
    /// same samples.
    var half: StoredPicture? {
        halfLuma.map {
            StoredPicture(
                width: (width + 1) / 2, height: (height + 1) / 2, luma: $0.halved,
                blueDifference: blueDifference.halved, redDifference: redDifference.halved)
        }
    }

    /// Pixels along the side of a sample of luma and of colour, as few as ``byteLimit`` allows.
    private static func steps(width: Int, height: Int, least: Int) -> (luma: Int, colour: Int) {
        let pixels = width * height
        let choices = [(luma: 1, colour: 1), (1, 2), (2, 4), (4, 8), (8, 16)].filter { $0.colour >= least }
        return choices.first {
            pixels / ($0.luma * $0.luma) + 2 * pixels / ($0.colour * $0.colour) <= Self.byteLimit
        } ?? (8, 16)
    }

    /// Luma as far as a view needs it: a pixel of which is many of the picture gets the same mean of fewer samples.
    func luma(for geometry: ViewGeometry) -> SampledPlane {
        Self.isCoarse(geometry) ? halfLuma ?? luma : luma
    }

    /// The picture at half its size, if it is there and a pixel of the view is many of the picture.
    func half(for geometry: ViewGeometry) -> StoredPicture? { Self.isCoarse(geometry) ? half : nil }

    private static func isCoarse(_ geometry: ViewGeometry) -> Bool { coarse * geometry.scaleX < 1 }

    var byteCount: Int {
        let copied = luma.step == 1 ? halfLuma?.samples.count ?? 0 : 0
        return luma.samples.count + copied + blueDifference.samples.count + redDifference.samples.count
    }
}
