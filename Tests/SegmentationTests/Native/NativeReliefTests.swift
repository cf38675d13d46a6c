// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct NativeReliefTests {
    @Test(
        "Every pixel is as high as its own formula says, whatever the samples, also at the edges of the frame",
        arguments: [(1, 1), (1, 2), (2, 2), (2, 4)], [1, 2, 4])
    func everyPixel(steps: (luma: Int, colour: Int), radius: Int) {
        let picture = StoredPicture.noise(width: 23, height: 14, lumaStep: steps.luma, colourStep: steps.colour)
        let relief = NativeRelief(picture, radius: radius, levels: 512)
        for (x, y, width, height) in [(0, 0, 23, 14), (3, 2, 9, 7), (17, 9, 6, 5)] {
            let band = Self.band(width: width, height: height)
            let heights = band.withUnsafeBufferPointer { relief.heights(of: $0, x: x, y: y) }
            for (item, height) in zip(band, heights) {
                let gradient = picture.gradient(x + Int(item.x), y + Int(item.y), radius: radius)
                let pull = 20 * (1 - abs(2 * item.softness - 1))
                #expect(height == Int16(min(511, gradient + pull)))
            }
        }
    }

    @Test("No height reaches the number of levels")
    func limit() {
        let relief = NativeRelief(.noise(width: 9, height: 9, lumaStep: 1, colourStep: 1), radius: 1, levels: 3)
        let band = Self.band(width: 9, height: 9)
        #expect(band.withUnsafeBufferPointer { relief.heights(of: $0, x: 0, y: 0) }.allSatisfy { (0...2).contains($0) })
    }

    /// Stretches of one to five pixels with gaps between them, in reading order.
    private static func band(width: Int, height: Int) -> [BandPixel] {
        (0..<(width * height)).filter { ($0 * 7 / 3) % 6 != 0 }.map {
            BandPixel(x: Int32($0 % width), y: Int32($0 / width), softness: Float($0 % 11) / 10)
        }
    }
}

extension StoredPicture {
    /// Every sample for itself.
    fileprivate static func noise(width: Int, height: Int, lumaStep: Int, colourStep: Int) -> StoredPicture {
        let bytes = Image.noise(2 * width, 2 * height, seed: 7).pixels
        func samples(from start: Int, step: Int) -> [UInt8] {
            Array(bytes[start...].prefix(((width + step - 1) / step) * ((height + step - 1) / step)))
        }
        let image = LumaChromaImage(
            width: width, height: height, lumaStep: lumaStep, colourStep: colourStep,
            luma: samples(from: 0, step: lumaStep), blueDifference: samples(from: 100, step: colourStep),
            redDifference: samples(from: 300, step: colourStep))
        return StoredPicture(.lumaChroma(image))
    }

    /// How strongly the colour changes at a pixel: the strongest of red, green and blue.
    fileprivate func gradient(_ x: Int, _ y: Int, radius: Int) -> Float {
        var across = SIMD3<Int32>()
        var down = SIMD3<Int32>()
        for distance in 1...radius {
            across &+= difference((max(0, x - distance), y), (min(width - 1, x + distance), y))
            down &+= difference((x, max(0, y - distance)), (x, min(height - 1, y + distance)))
        }
        return Float((across &* across &+ down &* down).max()).squareRoot() / Float(radius)
    }

    private func difference(_ a: (Int, Int), _ b: (Int, Int)) -> SIMD3<Int32> {
        let light = luma[b.0, b.1] - luma[a.0, a.1]
        let blue = blueDifference[b.0, b.1] - blueDifference[a.0, a.1]
        let red = redDifference[b.0, b.1] - redDifference[a.0, a.1]
        return SIMD3(light + (359 * red) >> 8, light - (88 * blue + 183 * red) >> 8, light + (454 * blue) >> 8)
    }
}
