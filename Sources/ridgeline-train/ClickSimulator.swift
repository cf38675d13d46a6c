// SPDX-License-Identifier: Apache-2.0

import Raster
import Segmentation

/// An annotator who clicks into the largest error until the mask is right: the protocol of the NoC measure
/// (K. Sofiiuk and others, "Reviving iterative training with mask guidance", 2021).
struct ClickSimulator {
    struct Click {
        let x: Int
        let y: Int
        let isPositive: Bool
    }

    let truth: Truth
    private var isClicked: [Bool]

    init(_ truth: Truth) {
        self.truth = truth
        isClicked = [Bool](repeating: false, count: truth.pixels.count)
    }

    /// The next click on a mask, or nil if nothing is wrong.
    ///
    /// - Parameter generator: if given, the click falls anywhere in the deep part of the error, not at its deepest place.
    mutating func next(on mask: Mask, jitter generator: inout SeededGenerator?) -> Click? {
        let missing = deepest(wrong: 255, mask, isMissing: true)
        let surplus = deepest(wrong: 0, mask, isMissing: false)
        let isPositive = missing.depth >= surplus.depth
        let error = isPositive ? missing : surplus
        guard error.depth > 0 else { return nil }
        var pixel = error.pixel
        if generator != nil { pixel = error.anywhere(using: &generator!) }
        isClicked[pixel] = true
        return Click(x: pixel % truth.width, y: pixel / truth.width, isPositive: isPositive)
    }

    /// The connected wrong pixels of `mask` that `click` points at.
    func errorRegion(at click: Click, of mask: Mask) -> [Bool] {
        let width = truth.width
        let wanted: UInt8 = click.isPositive ? 255 : 0
        func isWrong(_ pixel: Int) -> Bool {
            truth.pixels[pixel] == wanted && (mask.pixels[pixel] == 0) == click.isPositive
        }
        var region = [Bool](repeating: false, count: truth.pixels.count)
        var stack = [click.y * width + click.x]
        region[stack[0]] = true
        while let pixel = stack.popLast() {
            func visit(_ other: Int) {
                guard !region[other], isWrong(other) else { return }
                region[other] = true
                stack.append(other)
            }
            if pixel % width > 0 { visit(pixel - 1) }
            if pixel % width < width - 1 { visit(pixel + 1) }
            if pixel >= width { visit(pixel - width) }
            if pixel + width < region.count { visit(pixel + width) }
        }
        return region
    }

    /// An error region of one kind, as the squared depth of its pixels inside a rectangle.
    private struct ErrorField {
        var depth: Float = 0
        var pixel = 0
        var rect = PixelRect(width: 0, height: 0)
        var distances: [Float] = []
        var frameWidth = 0

        /// A pixel at random in the connected error at the deepest pixel, not nearer to its edge than 30 % of the depth.
        func anywhere(using generator: inout SeededGenerator) -> Int {
            let start = (pixel / frameWidth - rect.y) * rect.width + pixel % frameWidth - rect.x
            var seen = [Bool](repeating: false, count: distances.count)
            var part = [start]
            seen[start] = true
            var next = 0
            while next < part.count {
                let p = part[next]
                next += 1
                let x = p % rect.width
                for (other, isInside) in [
                    (p - 1, x > 0), (p + 1, x < rect.width - 1), (p - rect.width, p >= rect.width),
                    (p + rect.width, p + rect.width < distances.count),
                ] where isInside && !seen[other] && distances[other] > 0 {
                    seen[other] = true
                    part.append(other)
                }
            }
            let deep = part.filter { distances[$0] >= 0.09 * depth }.sorted()
            let chosen = deep.isEmpty ? start : deep[Int.random(in: 0..<deep.count, using: &generator)]
            return (chosen / rect.width + rect.y) * frameWidth + chosen % rect.width + rect.x
        }
    }

    private func deepest(wrong value: UInt8, _ mask: Mask, isMissing: Bool) -> ErrorField {
        let width = truth.width
        var minX = width
        var maxX = -1
        var minY = truth.height
        var maxY = -1
        @inline(__always) func isWrong(_ pixel: Int) -> Bool {
            truth.pixels[pixel] == value && (mask.pixels[pixel] == 0) == isMissing
        }
        for y in 0..<truth.height {
            for x in 0..<width where isWrong(y * width + x) {
                minX = min(minX, x)
                maxX = max(maxX, x)
                minY = min(minY, y)
                maxY = y
            }
        }
        var field = ErrorField()
        field.frameWidth = width
        guard maxX >= 0 else { return field }
        field.rect = PixelRect(x: minX, y: minY, width: maxX - minX + 1, height: maxY - minY + 1)
        var wrong = [Bool](repeating: false, count: field.rect.width * field.rect.height)
        for y in minY...maxY {
            for x in minX...maxX { wrong[(y - minY) * field.rect.width + x - minX] = isWrong(y * width + x) }
        }
        field.distances = squaredDistances(wrong, width: field.rect.width, height: field.rect.height)
        for (index, distance) in field.distances.enumerated() where distance > field.depth {
            let pixel = (index / field.rect.width + minY) * width + index % field.rect.width + minX
            guard !isClicked[pixel] else { continue }
            field.depth = distance
            field.pixel = pixel
        }
        return field
    }
}

/// Intersection over union of a mask and the truth, ignored pixels left out.
func overlap(_ mask: Mask, _ truth: Truth) -> Float {
    var both = 0
    var either = 0
    for index in truth.pixels.indices {
        let isTrue = truth.pixels[index] == 255
        guard isTrue || truth.pixels[index] == 0 else { continue }
        let isSet = mask.pixels[index] != 0
        if isTrue && isSet { both += 1 }
        if isTrue || isSet { either += 1 }
    }
    return either == 0 ? 1 : Float(both) / Float(either)
}
