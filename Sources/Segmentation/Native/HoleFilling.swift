// SPDX-License-Identifier: Apache-2.0

/// Fills the background parts of `mask` that do not touch its rim, have at most `largest` pixels and hold none of
/// `kept`. Cost: one pass.
func fillHoles(in mask: inout [UInt8], width: Int, height: Int, largest: Int, keeping kept: [Int]) {
    var isKept = [Bool](repeating: false, count: mask.count)
    for pixel in kept { isKept[pixel] = true }
    var seen = [Bool](repeating: false, count: mask.count)
    var part: [Int] = []
    for start in mask.indices where mask[start] == 0 && !seen[start] {
        part.removeAll(keepingCapacity: true)
        part.append(start)
        seen[start] = true
        var isHole = true
        var next = 0
        while next < part.count {
            let pixel = part[next]
            next += 1
            let x = pixel % width
            let y = pixel / width
            if x == 0 || y == 0 || x == width - 1 || y == height - 1 || isKept[pixel] { isHole = false }
            func visit(_ other: Int) {
                guard mask[other] == 0, !seen[other] else { return }
                seen[other] = true
                part.append(other)
            }
            if x > 0 { visit(pixel - 1) }
            if x < width - 1 { visit(pixel + 1) }
            if y > 0 { visit(pixel - width) }
            if y < height - 1 { visit(pixel + width) }
        }
        if isHole && part.count <= largest {
            for pixel in part { mask[pixel] = 1 }
        }
    }
}
