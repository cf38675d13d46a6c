// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

/// The pixel that a point means: the nearest of the frame; nil if its coordinates are not numbers.
func clickedPixel(_ point: Point, width: Int, height: Int) -> FramePixel? {
    guard point.x.isFinite && point.y.isFinite else { return nil }
    func index(_ value: Double, _ count: Int) -> Int { Int(min(max(value, 0), Double(count) - 0.5).rounded(.down)) }
    return FramePixel(x: index(point.x, width), y: index(point.y, height))
}

/// Checks what holds for every request on every picture.
func expectPromises(
    _ segment: Segment, _ prompts: Prompts, _ image: Image, sourceLocation: SourceLocation = #_sourceLocation
) {
    let (width, height) = (image.width, image.height)
    func pixels(_ points: [Point]) -> Set<FramePixel> {
        Set(points.compactMap { clickedPixel($0, width: width, height: height) })
    }
    let positives = pixels(prompts.positives)
    let negatives = pixels(prompts.negatives).subtracting(positives)
    let boxes = prompts.boxes.compactMap { PixelBox($0, in: PixelRect(width: width, height: height)) }
    let mask = segment.mask

    #expect(mask.frameWidth == width && mask.frameHeight == height, sourceLocation: sourceLocation)
    #expect(mask.bounds == mask.trimmed().bounds, sourceLocation: sourceLocation)
    #expect(mask.mask.pixels.allSatisfy { $0 < 2 }, sourceLocation: sourceLocation)
    #expect(segment.confidence >= 0 && segment.confidence <= 1, sourceLocation: sourceLocation)
    if mask.isEmpty { #expect(segment.confidence == 0, sourceLocation: sourceLocation) }
    if positives.isEmpty && boxes.isEmpty {
        #expect(mask.isEmpty, "an object without positive point and box", sourceLocation: sourceLocation)
    }
    for pixel in positives {
        #expect(mask[pixel.x, pixel.y], "positive \(pixel) is outside", sourceLocation: sourceLocation)
    }
    for pixel in negatives {
        #expect(!mask[pixel.x, pixel.y], "negative \(pixel) is inside", sourceLocation: sourceLocation)
    }
    guard !boxes.isEmpty else { return }
    var outside = 0
    for y in 0..<height {
        for x in 0..<width where mask[x, y] && !positives.contains(FramePixel(x: x, y: y)) {
            if !boxes.contains(where: { $0.rect.contains(x: x, y: y) }) { outside += 1 }
        }
    }
    #expect(outside == 0, "pixels outside the boxes", sourceLocation: sourceLocation)
}

extension Prompts {
    /// Clicks of every kind: inside, on the border, outside, twice in one place, of both signs in one place, without
    /// coordinates; and now and then boxes: true ones, reversed, degenerate, outside.
    static func random(
        width: Int, height: Int, clicks: ClosedRange<Int>, boxes: ClosedRange<Int>, _ generator: inout SeededGenerator
    ) -> Prompts {
        var prompts = Prompts()
        func coordinate(_ length: Int) -> Double {
            switch Int.random(in: 0..<12, using: &generator) {
            case 0: 0
            case 1: Double(length)
            case 2: Double.random(in: -20...(Double(length) + 20), using: &generator)
            case 3: [.nan, .infinity, -.infinity, 1e300][Int.random(in: 0..<4, using: &generator)]
            default: Double.random(in: 0...Double(length), using: &generator)
            }
        }
        for _ in 0..<Int.random(in: clicks, using: &generator) {
            var point = Point(x: coordinate(width), y: coordinate(height))
            let known = prompts.positives + prompts.negatives
            if let again = known.randomElement(using: &generator), Int.random(in: 0..<8, using: &generator) == 0 {
                point = again
            }
            if Int.random(in: 0..<5, using: &generator) < 3 {
                prompts.positives.append(point)
            } else {
                prompts.negatives.append(point)
            }
        }
        for _ in 0..<Int.random(in: boxes, using: &generator) {
            let corner = Point(x: coordinate(width), y: coordinate(height))
            let other =
                Int.random(in: 0..<8, using: &generator) == 0
                ? corner : Point(x: coordinate(width), y: coordinate(height))
            prompts.boxes.append(Box(corner, other))
        }
        return prompts
    }
}
