// SPDX-License-Identifier: Apache-2.0

import Raster

/// Divides the regions that were clicked with both signs between the clicks, pixel by pixel: a flood from all clicks at
/// once (``RegionFlood``).
func divideContestedRegions(_ view: View, _ prompts: ViewPrompts, mask: inout [UInt8]) {
    guard !prompts.positivesAreImplied else { return }
    let contested = Set(prompts.negatives.map(\.region)).filter { prompts.isPositive[$0] }
    for region in contested.sorted() { divide(region, in: view.bounds(of: region), view, prompts, &mask) }
}

/// Divides the region on which a correction was clicked, where it is much larger than the error: of its pixels that are
/// not as the click wants them only those change that are near, and that it floods before the ones farther away do.
func divideCorrectedRegion(_ view: View, _ prompts: ViewPrompts, _ memory: Memory, mask: inout [UInt8]) {
    guard let correction = memory.correction, !prompts.positivesAreImplied else { return }
    let region = correction.region
    guard view.tree.nodes[region].area > 80 * correction.depth * correction.depth else { return }
    let near = max(3, 3 * correction.depth)
    let bounds = view.bounds(of: region)
    let (left, top) = (correction.point.x - near, correction.point.y - near)
    let side = Int(2 * near) + 4
    let window = bounds.intersection(
        PixelRect(x: Int(left.rounded(.down)) - 1, y: Int(top.rounded(.down)) - 1, width: side, height: side))
    var kept: [Int] = []
    for y in bounds.y..<bounds.maxY {
        for x in bounds.x..<bounds.maxX {
            let pixel = y * view.geometry.width + x
            guard Int(view.regionOfPixel[pixel]) == region, (memory.mask[pixel] == 1) != correction.isPositive,
                ViewPoint(x: Float(x) + 0.5, y: Float(y) + 0.5).distance(to: correction.point) > near
            else { continue }
            mask[pixel] = memory.mask[pixel]
            if window.contains(x: x, y: y) { kept.append(pixel) }
        }
    }
    if !kept.isEmpty {
        divide(region, in: window, view, prompts, keeping: kept, as: correction.isPositive ? 0 : 1, &mask)
    }
}

/// - Parameters:
///   - window: The part of the view in which the region is divided.
///   - kept: Pixels of the region in the window from which the flood starts as well, as `label`.
private func divide(
    _ region: Int, in window: PixelRect, _ view: View, _ prompts: ViewPrompts, keeping kept: [Int] = [],
    as label: UInt8 = 0, _ mask: inout [UInt8]
) {
    var flood = RegionFlood(of: region, in: window, view)
    for pixel in kept { flood.start(at: pixel, as: label) }
    for (clicks, label) in [(prompts.negatives, UInt8(0)), (prompts.positives, 1)] {
        for click in clicks where click.region == region {
            flood.start(at: view.geometry.pixelIndex(at: click.point), as: label)
        }
    }
    flood.run { mask[$0] = $1 }
}

extension View {
    /// The smallest rectangle of view pixels that holds a region.
    fileprivate func bounds(of region: Int) -> PixelRect {
        let node = tree.nodes[region]
        return PixelRect(
            x: Int(node.minX), y: Int(node.minY), width: Int(node.boxWidth), height: Int(node.boxHeight))
    }
}
