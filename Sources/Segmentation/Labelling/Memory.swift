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
        /// Distance in view pixels from the click to the nearest pixel that already is as the click wants it: it tells
        /// how large the error is that the annotator points at.
        let depth: Float
    }

    /// Share of each region that the previous mask covered, 0...1.
    let share: [Float]
    /// Number of view pixels that the previous mask covered.
    let area: Float
    /// The new click; without one, `share` is a coarser look at the same clicks.
    let correction: Correction?

    /// Looks at an earlier solution through another view.
    init(_ solution: Solution, in view: View, correcting click: Click? = nil) {
        let geometry = view.geometry
        let sampler = SolutionSampler(solution, geometry)
        var covered = [Float](repeating: 0, count: view.regionCount)
        var total: Float = 0
        let point = click.map { geometry.location(of: $0.pixel) }
        var nearest = Float.greatestFiniteMagnitude
        for y in 0..<geometry.height {
            for x in 0..<geometry.width {
                let isObject = sampler.isObject(x, y)
                if isObject {
                    covered[Int(view.regionOfPixel[y * geometry.width + x])] += 1
                    total += 1
                }
                if let point, let click, isObject == click.isPositive {
                    let dx = Float(x) - point.x
                    let dy = Float(y) - point.y
                    nearest = min(nearest, dx * dx + dy * dy)
                }
            }
        }
        share = covered.indices.map { covered[$0] / view.tree.nodes[$0].area }
        area = total
        if let point, let click {
            correction = Correction(
                isPositive: click.isPositive, point: point, region: view.region(at: point),
                depth: min(nearest.squareRoot(), geometry.diagonal))
        } else {
            correction = nil
        }
    }
}

/// Reads a solution on the grid of another view.
struct SolutionSampler {
    private let solution: Solution
    private let columns: [Int]
    private let rows: [Int]

    init(_ solution: Solution, _ geometry: ViewGeometry) {
        self.solution = solution
        let source = solution.geometry
        columns = (0..<geometry.width).map { x in
            let frameX = (Float(x) + 0.5) / geometry.scaleX + Float(geometry.rect.x - source.rect.x)
            return Int((frameX * source.scaleX).rounded(.down))
        }
        rows = (0..<geometry.height).map { y in
            let frameY = (Float(y) + 0.5) / geometry.scaleY + Float(geometry.rect.y - source.rect.y)
            return Int((frameY * source.scaleY).rounded(.down))
        }
    }

    /// Whether the solution covers the middle of the view pixel (x, y).
    @inline(__always)
    func isObject(_ x: Int, _ y: Int) -> Bool {
        let column = columns[x]
        let row = rows[y]
        guard column >= 0, row >= 0, column < solution.geometry.width, row < solution.geometry.height else {
            return false
        }
        return solution.mask[row * solution.geometry.width + column] != 0
    }
}
