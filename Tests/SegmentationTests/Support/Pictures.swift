// SPDX-License-Identifier: Apache-2.0

import Raster

@testable import Segmentation

/// A colour of 8 bits a channel.
typealias Colour = (red: UInt8, green: UInt8, blue: UInt8)

extension Image {
    /// The picture whose pixels are what `colour` says.
    init(width: Int, height: Int, _ colour: (_ x: Int, _ y: Int) -> Colour) {
        var pixels: [UInt8] = []
        pixels.reserveCapacity(3 * width * height)
        for y in 0..<height {
            for x in 0..<width {
                let (red, green, blue) = colour(x, y)
                pixels += [red, green, blue]
            }
        }
        self.init(width: width, height: height, pixels: pixels)
    }

    /// A picture of one colour.
    static func plain(_ width: Int, _ height: Int, _ colour: Colour = (120, 130, 90)) -> Image {
        Image(width: width, height: height) { _, _ in colour }
    }

    /// Every byte for itself.
    static func noise(_ width: Int, _ height: Int, seed: UInt64) -> Image {
        var generator = SeededGenerator(seed: seed)
        return Image(
            width: width, height: height,
            pixels: (0..<(3 * width * height)).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }

    /// A disc on a ground of another colour.
    static func disc(
        _ width: Int, _ height: Int, at centre: Point, radius: Double, _ object: Colour = (220, 60, 40),
        on ground: Colour = (70, 100, 80)
    ) -> Image {
        let mask = Mask.disc(width, height, at: centre, radius: radius)
        return Image(width: width, height: height) { x, y in mask[x, y] ? object : ground }
    }

    /// What a camera sees: patches of colour, a shade over all, noise and a texture, all from `seed`.
    static func scene(_ width: Int, _ height: Int, seed: UInt64) -> Image {
        var generator = SeededGenerator(seed: seed)
        func random(_ low: Int, _ high: Int) -> Int { Int.random(in: low...max(low, high), using: &generator) }
        let ground = (random(0, 255), random(0, 255), random(0, 255))
        let patches = (0..<random(2, 6)).map { _ in
            (
                x: random(0, width), y: random(0, height), radius: random(2, max(width, height) / 2),
                isRound: random(0, 1) == 1, colour: (random(0, 255), random(0, 255), random(0, 255)),
                stripes: random(0, 3) == 0 ? random(2, 5) : 0
            )
        }
        let slope = (random(-40, 40), random(-40, 40))
        let noise = random(0, 12)
        return Image(width: width, height: height) { x, y in
            var colour = ground
            for patch in patches {
                let (dx, dy) = (x - patch.x, y - patch.y)
                let isInside =
                    patch.isRound
                    ? dx * dx + dy * dy < patch.radius * patch.radius : max(abs(dx), abs(dy)) < patch.radius
                guard isInside, patch.stripes == 0 || (x + y) % patch.stripes != 0 else { continue }
                colour = patch.colour
            }
            let shade = slope.0 * x / max(1, width) + slope.1 * y / max(1, height)
            func byte(_ value: Int) -> UInt8 {
                UInt8((value + shade + Int.random(in: -noise...noise, using: &generator)).clamped(to: 0...255))
            }
            return (byte(colour.0), byte(colour.1), byte(colour.2))
        }
    }
}

extension Mask {
    /// The mask of the pixels for which `isObject` holds.
    init(width: Int, height: Int, where isObject: (_ x: Int, _ y: Int) -> Bool) {
        self.init(width: width, height: height)
        for y in 0..<height {
            for x in 0..<width where isObject(x, y) { self[x, y] = true }
        }
    }

    /// The pixels whose centres are inside a circle.
    static func disc(_ width: Int, _ height: Int, at centre: Point, radius: Double) -> Mask {
        Mask(width: width, height: height) { x, y in
            let (dx, dy) = (Double(x) + 0.5 - centre.x, Double(y) + 0.5 - centre.y)
            return dx * dx + dy * dy < radius * radius
        }
    }

    /// Intersection over union with another mask of the same size.
    func overlap(_ other: Mask) -> Double {
        let both = zip(pixels, other.pixels).reduce(0) { $0 + Int($1.0 & $1.1) }
        let either = zip(pixels, other.pixels).reduce(0) { $0 + Int($1.0 | $1.1) }
        return either == 0 ? 1 : Double(both) / Double(either)
    }

    /// The mask as a picture, to compare with one drawn by hand.
    var drawing: String { Grid(width: width, height: height, values: pixels.map { Int($0) }).description }
}
