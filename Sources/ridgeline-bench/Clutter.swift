// SPDX-License-Identifier: Apache-2.0

import Raster

/// A scene of overlapping discs and bars with textures of their own, under noise: not a photograph, but as many edges,
/// soft and hard, as one. The same seed gives the same scene at every size.
struct Clutter {
    private struct Shape {
        let isDisc: Bool
        let centre: SIMD2<Float>
        let halfSize: SIMD2<Float>
        let colour: SIMD3<Float>
        let stripes: SIMD2<Float>
        let contrast: Float
    }

    private let shapes: [Shape]
    private let seed: UInt64

    /// The scene that `seed` stands for.
    init(seed: UInt64) {
        self.seed = seed
        var random = SeededGenerator(seed: seed)
        // From large to small, so that nothing is covered entirely.
        shapes = (0..<120).map { index in
            let size = 0.35 / (1 + 0.1 * Float(index)) * (0.5 + random.unit())
            return Shape(
                isDisc: random.unit() < 0.6,
                centre: SIMD2(random.unit(), 0.75 * random.unit()),
                halfSize: SIMD2(size, size * (0.3 + 0.7 * random.unit())) / 2,
                colour: SIMD3(random.unit(), random.unit(), random.unit()) * 220 + 15,
                stripes: SIMD2(random.unit(), random.unit()) * 400 - 200,
                contrast: random.unit() < 0.5 ? 0 : 25 * random.unit())
        }
    }

    /// The scene, `width` pixels wide and about three quarters of that high.
    func image(width: Int, height: Int) -> Image {
        Image(width: width, height: height) { buffer in
            for index in 0..<(width * height) {
                let shade = UInt8(90 + 60 * (index / width) / height)
                for channel in 0..<3 { buffer[3 * index + channel] = shade }
            }
            for shape in shapes { draw(shape, into: buffer, width: width, height: height) }
            addNoise(to: buffer)
        }
    }

    private func draw(_ shape: Shape, into buffer: UnsafeMutableBufferPointer<UInt8>, width: Int, height: Int) {
        let scale = Float(width)
        let low = (shape.centre - shape.halfSize) * scale
        let high = (shape.centre + shape.halfSize) * scale
        for y in max(0, Int(low.y))..<max(0, Int(low.y), min(height, Int(high.y))) {
            for x in max(0, Int(low.x))..<max(0, Int(low.x), min(width, Int(high.x))) {
                let place = SIMD2(Float(x) + 0.5, Float(y) + 0.5) / scale
                let offset = (place - shape.centre) / shape.halfSize
                if shape.isDisc && (offset * offset).sum() > 1 { continue }
                let wave = (place * shape.stripes).sum()
                let light = shape.contrast * abs(wave - wave.rounded()) * 4 - shape.contrast
                let colour = shape.colour + light + 20 * offset.x
                for channel in 0..<3 {
                    buffer[3 * (y * width + x) + channel] = UInt8(min(255, max(0, colour[channel])))
                }
            }
        }
    }

    private func addNoise(to buffer: UnsafeMutableBufferPointer<UInt8>) {
        var random = SeededGenerator(seed: seed ^ 0x5EED)
        for index in buffer.indices {
            let bits = random.next()
            // The sum of two small dice is about normal.
            let noise = Int(bits & 7) + Int(bits >> 8 & 7) - 7
            buffer[index] = UInt8(min(255, max(0, Int(buffer[index]) + noise)))
        }
    }
}
