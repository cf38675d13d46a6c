// SPDX-License-Identifier: Apache-2.0

import Raster

/// What was known of the object before this look at it.
///
/// Solving each click from nothing lets a second click upset what the first had right; with the mask before it, a click
/// is read as what it is: a correction of a certain size at a certain place.
struct Memory: Sendable {
    /// The click that asks for a correction.
    struct Correction: Sendable {
        let isPositive: Bool
        let point: ViewPoint
        let region: Int
        /// Distance in view pixels from the click to the middle of the nearest pixel that already is as the click wants
        /// it: it tells how large the error is that the annotator points at.
        let depth: Float

        /// Whether the click wants a region of which the mask before covered `share` to be turned over.
        func changes(_ share: Float) -> Bool { (share < 0.5) == isPositive }
    }

    /// The previous mask on the grid of the view, 1 for object.
    let mask: [UInt8]
    /// Share of each region that the previous mask covered, 0...1.
    let share: [Float]
    /// Number of view pixels that the previous mask covered.
    let area: Float
    /// The new click; without one, `share` is a coarser look at the same clicks.
    let correction: Correction?

    /// Looks at an earlier solution through another view.
    init(_ solution: Solution, in view: View, correcting click: Click? = nil) {
        let geometry = view.geometry
        let mask = solution.mask(in: geometry)
        self.mask = mask
        let covered = view.coveredPixels(of: mask)
        share = covered.indices.map { Float(covered[$0]) / view.tree.nodes[$0].area }
        area = Float(covered.reduce(0, +))
        correction = click.map { click in
            let point = geometry.location(of: click.pixel)
            let distance = geometry.distance(from: point, toNearest: click.isPositive ? 1 : 0, in: mask)
            return Correction(
                isPositive: click.isPositive, point: point, region: view.region(at: point),
                depth: min(distance, geometry.diagonal))
        }
    }
}

extension View {
    /// How many object pixels of `mask` each region has.
    fileprivate func coveredPixels(of mask: [UInt8]) -> [Int32] {
        // Neighbours, which mostly are of one region, are counted apart, so that none waits for the one before it.
        var covered = [SIMD4<Int32>](repeating: .zero, count: regionCount)
        covered.withUnsafeMutableBytes { bytes in
            let counts = bytes.bindMemory(to: Int32.self)
            for pixel in regionOfPixel.indices {
                counts[4 &* Int(regionOfPixel[pixel]) &+ (pixel & 3)] &+= Int32(mask[pixel])
            }
        }
        return covered.map { $0.wrappedSum() }
    }
}

extension ViewGeometry {
    /// The distance from a place to the middle of the nearest pixel that has a value in `mask`; very much if none has.
    fileprivate func distance(from point: ViewPoint, toNearest value: UInt8, in mask: [UInt8]) -> Float {
        var nearest = Float.greatestFiniteMagnitude
        let middle = Int(point.x)
        mask.withUnsafeBufferPointer { mask in
            for y in 0..<height {
                let dy = Float(y) + 0.5 - point.y
                guard dy * dy < nearest else { continue }
                // In a row nobody is nearer than the first on either side.
                let row = UnsafeBufferPointer(rebasing: mask[(y * width)..<((y + 1) * width)])
                let ahead = (max(0, middle + 1)..<max(0, middle + 1, width)).first { row[$0] == value }
                let behind = (0..<min(max(0, middle + 1), width)).last { row[$0] == value }
                for case let x? in [ahead, behind] {
                    let dx = Float(x) + 0.5 - point.x
                    nearest = min(nearest, dx * dx + dy * dy)
                }
            }
        }
        return nearest.squareRoot()
    }
}

extension Solution {
    /// The solution on the grid of another view: whether it covers the middle of each of its pixels, 1 or 0.
    func mask(in view: ViewGeometry) -> [UInt8] {
        let mask = mask
        if view == geometry { return mask }
        let columns = (0..<view.width).map { x in
            let frameX = (Float(x) + 0.5) / view.scaleX + Float(view.rect.x - geometry.rect.x)
            return Int((frameX * geometry.scaleX).rounded(.down))
        }
        var result = [UInt8](repeating: 0, count: view.pixelCount)
        for y in 0..<view.height {
            let frameY = (Float(y) + 0.5) / view.scaleY + Float(view.rect.y - geometry.rect.y)
            let row = Int((frameY * geometry.scaleY).rounded(.down))
            guard row >= 0, row < geometry.height else { continue }
            for x in 0..<view.width where columns[x] >= 0 && columns[x] < geometry.width {
                result[y * view.width + x] = mask[row * geometry.width + columns[x]]
            }
        }
        return result
    }
}
