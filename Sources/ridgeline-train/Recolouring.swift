// SPDX-License-Identifier: Apache-2.0

import Raster
import Segmentation

/// A change of light and colours, as another camera or lamp would make it: what is learned from a few hundred pictures
/// must not hang on theirs.
struct Recolouring {
    private let brightness: [UInt8]
    /// Saturation times the cosine and the sine of the turn of all hues.
    private let along: Float
    private let across: Float

    init(using generator: inout SeededGenerator) {
        func between(_ low: Float, _ high: Float) -> Float { low + (high - low) * generator.unit() }
        let bend = between(-0.6, 0.6)
        let contrast = between(0.75, 1.2)
        let offset = between(-15, 15)
        brightness = (0...255).map { (level: Int) -> UInt8 in
            // A curve from black to white, like a gamma: middle tones lighter or darker.
            let light = Float(level) / 255
            let bent = 255 * (light + bend * light * (1 - light))
            return Self.byte((bent - 128) * contrast + 128 + offset)
        }
        let saturation = between(0.6, 1.4)
        // Where the angle is small, sine and cosine are near these; a turn need not be exact.
        let turn = between(-0.5, 0.5)
        along = saturation * (1 - 0.5 * turn * turn)
        across = saturation * turn
    }

    private static func byte(_ value: Float) -> UInt8 { UInt8(min(255, max(0, value.rounded()))) }

    /// The picture in other colours; pictures in RGB stay as they are.
    func applied(to picture: Picture) -> Picture {
        guard case .lumaChroma(let image) = picture else { return picture }
        var blue = image.blueDifference
        var red = image.redDifference
        for index in blue.indices {
            let x = Float(blue[index]) - 128
            let y = Float(red[index]) - 128
            blue[index] = Self.byte(128 + along * x - across * y)
            red[index] = Self.byte(128 + across * x + along * y)
        }
        return .lumaChroma(
            LumaChromaImage(
                width: image.width, height: image.height, colourStep: image.colourStep,
                luma: image.luma.map { brightness[Int($0)] }, blueDifference: blue, redDifference: red))
    }
}
