// SPDX-License-Identifier: Apache-2.0

import Raster

@testable import Segmentation

extension ColourPlanes {
    /// The colours of a picture, sampled as it is kept for clicks.
    init(_ image: Image, _ geometry: ViewGeometry) { self.init(StoredPicture(.rgb(image)), geometry) }
}

extension ViewStages {
    /// The stages of a whole picture, pixel by pixel: neither reduced nor enlarged.
    init(_ image: Image) {
        let frame = PixelRect(width: image.width, height: image.height)
        self.init(StoredPicture(.rgb(image)), rect: frame, side: frame.longerSide, edgeDecision: nil)
    }
}

extension View {
    /// A view of a whole picture, pixel by pixel.
    convenience init(_ image: Image) { self.init(ViewStages(image)) }
}

extension ViewGeometry {
    /// The geometry of a whole frame that is looked at pixel by pixel.
    init(width: Int, height: Int) {
        self.init(rect: PixelRect(width: width, height: height), side: max(width, height))
    }
}

/// Pictures with few regions and with many, noisy and plain.
let smallPictures: [Image] = [
    .plain(6, 5), .noise(9, 7, seed: 1), .noise(12, 12, seed: 2), .scene(24, 17, seed: 3), .scene(30, 30, seed: 4),
    .disc(22, 18, at: Point(x: 11, y: 9), radius: 6), .noise(2, 2, seed: 5), .noise(16, 2, seed: 6),
]

/// Whether two numbers are the same but for rounding.
func isClose(_ a: Float, _ b: Float, within tolerance: Float = 1e-4) -> Bool {
    abs(a - b) <= tolerance * max(1, max(abs(a), abs(b)))
}
