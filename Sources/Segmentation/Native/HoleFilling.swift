// SPDX-License-Identifier: Apache-2.0

import Raster

/// Fills the background parts of `mask` that do not touch its rim, have at most `largest` pixels and hold none of
/// `kept`. Cost: one pass over the mask, and one over the bounds of the object, outside which there are no holes.
func fillHoles(in mask: inout [UInt8], width: Int, height: Int, largest: Int, keeping kept: [Int]) {
    let bounds = Mask(width: width, height: height, pixels: mask).bounds
    guard !bounds.isEmpty else { return }
    let stride = bounds.width + 2
    // With a rim of one pixel, so that no neighbour has to be checked for being inside.
    var cells = [UInt8](repeating: Cell.rim, count: stride * (bounds.height + 2))
    for y in 0..<bounds.height {
        let start = (y + 1) * stride + 1
        let source = (y + bounds.y) * width + bounds.x
        cells.replaceSubrange(start..<(start + bounds.width), with: mask[source..<(source + bounds.width)])
    }
    for pixel in kept where bounds.contains(x: pixel % width, y: pixel / width) {
        let cell = (pixel / width - bounds.y + 1) * stride + pixel % width - bounds.x + 1
        if cells[cell] == Cell.background { cells[cell] = Cell.kept }
    }
    cells.withUnsafeMutableBufferPointer { cells in
        var part: [Int32] = []
        for y in 1...bounds.height {
            for start in (y * stride + 1)...(y * stride + bounds.width) where cells[start] == Cell.background {
                guard isHole(from: start, cells, stride: stride, &part), part.count <= largest else { continue }
                for cell in part {
                    mask[(Int(cell) / stride - 1 + bounds.y) * width + Int(cell) % stride - 1 + bounds.x] = 1
                }
            }
        }
    }
}

private enum Cell {
    static let background: UInt8 = 0
    /// Object, or background that has been looked at.
    static let done: UInt8 = 1
    static let rim: UInt8 = 2
    /// Background that stays.
    static let kept: UInt8 = 3
}

/// Whether the background that hangs together with `start` neither touches the rim nor holds a kept pixel; leaves it in
/// `part` and marks it as looked at.
private func isHole(
    from start: Int, _ cells: UnsafeMutableBufferPointer<UInt8>, stride: Int, _ part: inout [Int32]
) -> Bool {
    var isHole = true
    part.removeAll(keepingCapacity: true)
    part.append(Int32(start))
    cells[start] = Cell.done
    var next = 0
    while next < part.count {
        let cell = Int(part[next])
        next += 1
        @inline(__always) func visit(_ other: Int) {
            let value = cells[other]
            guard value != Cell.done else { return }
            if value != Cell.background { isHole = false }
            guard value != Cell.rim else { return }
            cells[other] = Cell.done
            part.append(Int32(truncatingIfNeeded: other))
        }
        visit(cell &- 1)
        visit(cell &+ 1)
        visit(cell &- stride)
        visit(cell &+ stride)
    }
    return isHole
}
