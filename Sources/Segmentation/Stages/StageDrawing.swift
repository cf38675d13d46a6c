// SPDX-License-Identifier: Apache-2.0

import Raster

/// A picture in the making, of colours 0...255.
struct StageDrawing {
    static let black = SIMD3<Float>(0, 0, 0)
    static let white = SIMD3<Float>(255, 255, 255)
    static let yellow = SIMD3<Float>(255, 214, 10)
    private static let green = SIMD3<Float>(56, 176, 0)
    private static let red = SIMD3<Float>(229, 57, 53)

    let width: Int
    let height: Int
    private var colours: [SIMD3<Float>]

    /// A drawing whose pixels are what `colour` says.
    init(width: Int, height: Int, _ colour: (_ x: Int, _ y: Int) -> SIMD3<Float>) {
        self.width = width
        self.height = height
        colours = []
        colours.reserveCapacity(width * height)
        for y in 0..<height {
            for x in 0..<width { colours.append(colour(x, y)) }
        }
    }

    /// A view at twice its size, so that there is room for boundaries between its pixels.
    ///
    /// - Parameters:
    ///   - fill: colour of a view pixel.
    ///   - boundary: colour between two view pixels that share an edge, nil where nothing separates them.
    init(
        viewWidth: Int, viewHeight: Int, fill: (_ pixel: Int) -> SIMD3<Float>,
        boundary: (_ first: Int, _ second: Int) -> SIMD3<Float>?
    ) {
        self.init(width: 2 * viewWidth - 1, height: 2 * viewHeight - 1) { x, y in
            let pixel = (y / 2) * viewWidth + x / 2
            switch (x % 2, y % 2) {
            case (0, 0): return fill(pixel)
            case (1, 0): return boundary(pixel, pixel + 1) ?? fill(pixel)
            case (0, _): return boundary(pixel, pixel + viewWidth) ?? fill(pixel)
            default:
                // A corner is as dark as the darkest of the four boundaries that meet in it.
                let below = pixel + viewWidth
                let meeting = [
                    boundary(pixel, pixel + 1), boundary(below, below + 1), boundary(pixel, below),
                    boundary(pixel + 1, below + 1),
                ]
                return meeting.compactMap { $0 }.min { $0.sum() < $1.sum() } ?? fill(pixel)
            }
        }
    }

    /// The whole picture with everything but the object dimmed and the outline in yellow.
    init(outlining mask: PlacedMask, on image: Image) {
        let lineWidth = max(1, max(image.width, image.height) / 640)
        self.init(width: image.width, height: image.height) { x, y in
            let index = 3 * (y * image.width + x)
            let colour = SIMD3(
                Float(image.pixels[index]), Float(image.pixels[index + 1]), Float(image.pixels[index + 2]))
            guard mask[x, y] else { return colour.dimmed }
            let isOutline = (1...lineWidth).contains { distance in
                !mask[x - distance, y] || !mask[x + distance, y] || !mask[x, y - distance] || !mask[x, y + distance]
            }
            return isOutline ? Self.yellow : colour
        }
    }

    /// What has been drawn.
    var image: Image {
        Image(width: width, height: height) { buffer in
            for (index, colour) in colours.enumerated() {
                for channel in 0..<3 { buffer[3 * index + channel] = UInt8(colour[channel].clamped(to: 0...255)) }
            }
        }
    }

    /// Draws the sides of a rectangle, as far as they are inside, in yellow.
    mutating func frame(minX: Float, minY: Float, maxX: Float, maxY: Float) {
        let columns = max(0, Int(minX))...max(0, Int(minX), min(width - 1, Int(maxX)))
        let rows = max(0, Int(minY))...max(0, Int(minY), min(height - 1, Int(maxY)))
        for x in columns where x < width {
            for y in [Int(minY), Int(maxY)] where y >= 0 && y < height { colours[y * width + x] = Self.yellow }
        }
        for y in rows where y < height {
            for x in [Int(minX), Int(maxX)] where x >= 0 && x < width { colours[y * width + x] = Self.yellow }
        }
    }

    /// Marks a click with a disc of five `unit`s.
    mutating func mark(_ point: ViewPoint, _ isPositive: Bool, unit: Float) {
        let radius = 5 * unit
        for y in max(0, Int(point.y - radius))...max(0, min(height - 1, Int(point.y + radius))) {
            for x in max(0, Int(point.x - radius))...max(0, min(width - 1, Int(point.x + radius))) {
                let distance = hypotenuse(Float(x) + 0.5 - point.x, Float(y) + 0.5 - point.y)
                guard distance <= radius else { continue }
                let isRim = distance > 0.7 * radius
                colours[y * width + x] = isRim ? Self.white : (isPositive ? Self.green : Self.red)
            }
        }
    }
}

extension SIMD3<Float> {
    /// The colour as it is shown where the object is not.
    var dimmed: SIMD3<Float> { 0.4 * self }

    /// Black on light colours, white on dark ones.
    var contrast: SIMD3<Float> { sum() > 360 ? StageDrawing.black : StageDrawing.white }
}

extension ColourPlanes {
    /// Colour of a view pixel.
    func colour(_ pixel: Int) -> SIMD3<Float> { SIMD3(red.values[pixel], green.values[pixel], blue.values[pixel]) }

    /// The view with everything but the object dimmed and its outline in yellow.
    func outlined(_ isObject: (_ pixel: Int) -> Bool) -> StageDrawing {
        StageDrawing(
            viewWidth: red.width, viewHeight: red.height,
            fill: { isObject($0) ? colour($0) : colour($0).dimmed },
            boundary: { isObject($0) != isObject($1) ? StageDrawing.yellow : nil })
    }

    /// ``outlined(_:)`` as a picture.
    func drawn(_ isObject: (_ pixel: Int) -> Bool) -> Image { outlined(isObject).image }
}

extension Plane {
    /// The plane in gray: black where it is 0, white where it is as high as only one pixel in a hundred is.
    ///
    /// - Parameter step: pixels of the picture along the side of a pixel of the plane.
    func drawn(width: Int, height: Int, step: Int) -> Image {
        let white = max(values.sorted()[values.count - 1 - values.count / 100], 0.5)
        return StageDrawing(width: width, height: height) { x, y in
            SIMD3(repeating: 255 * self[x / step, y / step] / white)
        }.image
    }
}
