// SPDX-License-Identifier: Apache-2.0

import Raster

/// Masks of every kind that outlines have trouble with, smaller than `largest` pixels a side.
func randomMask(_ random: inout SeededGenerator, largest: Int = 24) -> Mask {
    let width = Int.random(in: 1...largest, using: &random)
    let height = Int.random(in: 1...largest, using: &random)
    switch Int.random(in: 0..<5, using: &random) {
    case 0: return noise(width, height, density: Double.random(in: 0.3...0.95, using: &random), &random)
    case 1: return discs(width, height, &random)
    case 2: return walk(width, height, &random)
    case 3: return lines(width, height, &random)
    default: return smoothNoise(width, height, &random)
    }
}

/// Each pixel for itself.
func noise(_ width: Int, _ height: Int, density: Double, _ random: inout SeededGenerator) -> Mask {
    Mask(width: width, height: height) { _, _ in Double.random(in: 0..<1, using: &random) < density }
}

/// The union of a few discs.
func discs(_ width: Int, _ height: Int, _ random: inout SeededGenerator) -> Mask {
    let discs = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        (
            x: Double.random(in: 0...Double(width), using: &random),
            y: Double.random(in: 0...Double(height), using: &random),
            radius: Double.random(in: 0.5...(Double(max(width, height)) / 2 + 1), using: &random)
        )
    }
    return Mask(width: width, height: height) { x, y in
        discs.contains { disc in
            let (dx, dy) = (Double(x) + 0.5 - disc.x, Double(y) + 0.5 - disc.y)
            return dx * dx + dy * dy <= disc.radius * disc.radius
        }
    }
}

/// The track of a walk that turns at random: one-pixel lines with loops and pockets.
func walk(_ width: Int, _ height: Int, _ random: inout SeededGenerator) -> Mask {
    var mask = Mask(width: width, height: height)
    var (x, y) = (width / 2, height / 2)
    for _ in 0..<(width + height) {
        let isHorizontal = Bool.random(using: &random)
        let step = Bool.random(using: &random) ? 1 : -1
        for _ in 0..<Int.random(in: 1...5, using: &random) {
            mask[x, y] = true
            if isHorizontal { x = min(max(x + step, 0), width - 1) } else { y = min(max(y + step, 0), height - 1) }
        }
    }
    return mask
}

/// Straight strips between random points, one to three pixels wide.
func lines(_ width: Int, _ height: Int, _ random: inout SeededGenerator) -> Mask {
    var mask = Mask(width: width, height: height)
    for _ in 0..<Int.random(in: 1...5, using: &random) {
        let halfWidth = Double.random(in: 0.5...1.5, using: &random)
        let (x0, y0) = (Double.random(in: 0...1, using: &random), Double.random(in: 0...1, using: &random))
        let (x1, y1) = (Double.random(in: 0...1, using: &random), Double.random(in: 0...1, using: &random))
        let (dx, dy) = ((x1 - x0) * Double(width), (y1 - y0) * Double(height))
        let strip = Mask(width: width, height: height) { x, y in
            let (px, py) = (Double(x) + 0.5 - x0 * Double(width), Double(y) + 0.5 - y0 * Double(height))
            let t = min(max((px * dx + py * dy) / max(dx * dx + dy * dy, 1e-9), 0), 1)
            let (ex, ey) = (px - t * dx, py - t * dy)
            return ex * ex + ey * ey <= halfWidth * halfWidth
        }
        for index in mask.pixels.indices where strip.pixels[index] == 1 { mask.pixels[index] = 1 }
    }
    return mask
}

/// Noise after a majority filter: ragged blobs, as a segmenter makes them.
func smoothNoise(_ width: Int, _ height: Int, _ random: inout SeededGenerator) -> Mask {
    var mask = noise(width, height, density: 0.55, &random)
    for _ in 0..<2 {
        let before = mask
        mask = Mask(width: width, height: height) { x, y in
            var votes = 0
            for ny in max(0, y - 1)...min(height - 1, y + 1) {
                for nx in max(0, x - 1)...min(width - 1, x + 1) { votes += before[nx, ny] ? 1 : -1 }
            }
            return votes > 0
        }
    }
    return mask
}
