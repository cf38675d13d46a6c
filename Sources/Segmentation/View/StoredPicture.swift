// SPDX-License-Identifier: Apache-2.0

import Raster

/// A picture as it is kept for clicks: luma and two colour differences (ITU-R BT.601), in bounded memory.
///
/// Small pictures are kept whole. Larger ones keep one colour sample for 2 x 2 pixels, as nearly every JPEG does; very
/// large ones also less luma. So a cached picture costs at most ``byteLimit`` whatever its size.
struct StoredPicture: Sendable {
    /// Bytes that a picture takes at most (beyond 64 megapixels somewhat more detail is given up).
    private static let byteLimit = 24_000_000

    /// Size of the picture in pixels.
    let width: Int
    let height: Int
    let luma: SampledPlane
    let blueDifference: SampledPlane
    let redDifference: SampledPlane

    init(_ image: Image) {
        width = image.width
        height = image.height
        let steps = [(1, 1), (1, 2), (2, 4), (4, 8), (8, 16)]
        let (lumaStep, colourStep) =
            steps.first { step in
                let pixels = image.width * image.height
                return pixels / (step.0 * step.0) + 2 * pixels / (step.1 * step.1) <= Self.byteLimit
            } ?? (8, 16)
        luma = SampledPlane(image, step: lumaStep, weights: SIMD3(77, 150, 29), offset: 0)
        blueDifference = SampledPlane(image, step: colourStep, weights: SIMD3(-43, -85, 128), offset: 128)
        redDifference = SampledPlane(image, step: colourStep, weights: SIMD3(128, -107, -21), offset: 128)
    }

    var byteCount: Int { luma.samples.count + blueDifference.samples.count + redDifference.samples.count }

    /// How red, green and blue differ between two pixels of the picture.
    @inline(__always)
    func difference(_ ax: Int, _ ay: Int, _ bx: Int, _ by: Int) -> SIMD3<Int32> {
        let light = luma[bx, by] - luma[ax, ay]
        let blue = blueDifference[bx, by] - blueDifference[ax, ay]
        let red = redDifference[bx, by] - redDifference[ax, ay]
        return SIMD3(light + (359 * red) >> 8, light - (88 * blue + 183 * red) >> 8, light + (454 * blue) >> 8)
    }
}

/// One channel of a picture, one byte for each square of `step` x `step` pixels.
struct SampledPlane: Sendable {
    /// Pixels of the picture along the side of a sample.
    let step: Int
    let width: Int
    let height: Int
    let samples: [UInt8]

    /// The channel `(weights · RGB) / 256 + offset`, averaged over each square.
    init(_ image: Image, step: Int, weights: SIMD3<Int32>, offset: Int32) {
        self.step = step
        width = (image.width + step - 1) / step
        height = (image.height + step - 1) / step
        let count = width * height
        let (width, height) = (width, height)
        samples = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            image.pixels.withUnsafeBufferPointer { pixels in
                let channel = Channel(weights: weights, offset: offset)
                if step == 1 {
                    for index in 0..<count {
                        let red = Int32(pixels[3 * index])
                        let green = Int32(pixels[3 * index + 1])
                        let blue = Int32(pixels[3 * index + 2])
                        buffer[index] = channel.value(red, green, blue, shift: 8)
                    }
                    return
                }
                for y in 0..<height {
                    for x in 0..<width {
                        var sum = SIMD3<Int32>()
                        // At the right and bottom edge the last pixels count again, so that every sum has as many.
                        for row in (y * step)..<((y + 1) * step) {
                            for column in (x * step)..<((x + 1) * step) {
                                let pixel =
                                    3 * (min(row, image.height - 1) * image.width + min(column, image.width - 1))
                                sum &+= SIMD3(
                                    Int32(pixels[pixel]), Int32(pixels[pixel + 1]), Int32(pixels[pixel + 2]))
                            }
                        }
                        buffer[y * width + x] = channel.value(
                            sum[0], sum[1], sum[2], shift: 8 + 2 * Int32(step.trailingZeroBitCount))
                    }
                }
            }
            initialized = count
        }
    }

    private struct Channel {
        let weights: SIMD3<Int32>
        let offset: Int32

        @inline(__always)
        func value(_ red: Int32, _ green: Int32, _ blue: Int32, shift: Int32) -> UInt8 {
            let sum = weights[0] * red + weights[1] * green + weights[2] * blue
            let rounded = (sum + (1 << (shift - 1))) >> shift + offset
            return UInt8(truncatingIfNeeded: min(255, max(0, rounded)))
        }
    }

    /// The sample that holds the pixel in column `x` and row `y` of the picture.
    @inline(__always)
    subscript(x: Int, y: Int) -> Int32 { Int32(samples[(y / step) * width + x / step]) }
}
