// SPDX-License-Identifier: Apache-2.0

import Raster

/// A colour of 8 bits a channel.
struct Colour {
    let red: UInt8, green: UInt8, blue: UInt8
}

/// A picture to draw on. Edges are smooth: a pixel is covered by as much as its centre is inside a shape, from half a
/// pixel outside to half a pixel inside.
struct Canvas {
    let width: Int
    let height: Int
    private(set) var pixels: [UInt8]

    /// A canvas that shows `image`.
    init(_ image: Image) {
        width = image.width
        height = image.height
        pixels = image.pixels
    }

    /// What is on the canvas.
    var image: Image { Image(width: width, height: height, pixels: pixels) }

    /// Lays `colour` over the pixel in column `x` and row `y`, which must be inside, with `opacity` from 0 to 1.
    mutating func blend(_ colour: Colour, _ x: Int, _ y: Int, opacity: Double) {
        let index = 3 * (y * width + x)
        let channels = [colour.red, colour.green, colour.blue]
        for channel in 0..<3 {
            let below = Double(pixels[index + channel])
            pixels[index + channel] = UInt8((below + (Double(channels[channel]) - below) * opacity).rounded())
        }
    }

    /// Draws a line of the given width with round ends.
    mutating func line(from a: Point, to b: Point, width: Double, _ colour: Colour) {
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        let squaredLength = dx * dx + dy * dy
        cover(Box(a, b), margin: width / 2, colour) { x, y in
            let along = squaredLength == 0 ? 0 : ((x - a.x) * dx + (y - a.y) * dy) / squaredLength
            let t = max(0, min(1, along))
            let (ex, ey) = (a.x + t * dx - x, a.y + t * dy - y)
            return (ex * ex + ey * ey).squareRoot() - width / 2
        }
    }

    /// Draws a closed line through `corners`.
    mutating func polygon(_ corners: [Point], width: Double, _ colour: Colour) {
        guard var previous = corners.last else { return }
        for corner in corners {
            line(from: previous, to: corner, width: width, colour)
            previous = corner
        }
    }

    /// Draws a filled circle.
    mutating func disc(at center: Point, radius: Double, _ colour: Colour) {
        line(from: center, to: center, width: 2 * radius, colour)
    }

    /// Covers the pixels around `box` whose centre is less than half a pixel outside of a shape; `distance` tells how
    /// far outside a place is, negative inside.
    private mutating func cover(
        _ box: Box, margin: Double, _ colour: Colour, distance: (Double, Double) -> Double
    ) {
        let columns = pixelRange(box.minX - margin, box.maxX + margin, limit: width)
        for y in pixelRange(box.minY - margin, box.maxY + margin, limit: height) {
            for x in columns {
                let opacity = 0.5 - distance(Double(x) + 0.5, Double(y) + 0.5)
                if opacity > 0 { blend(colour, x, y, opacity: min(1, opacity)) }
            }
        }
    }

    private func pixelRange(_ low: Double, _ high: Double, limit: Int) -> Range<Int> {
        let first = Int(max(0, min(Double(limit), (low - 1).rounded(.down))))
        let end = Int(max(0, min(Double(limit), (high + 1).rounded(.up))))
        return first..<max(first, end)
    }
}
