// SPDX-License-Identifier: Apache-2.0

/// How much every region of a view stands out from what lies along its border.
///
/// A thing that somebody photographed seldom looks like the border of the picture, and what does is background
/// (W. Zhu and others, "Saliency optimization from robust background detection", 2014).
struct Salience: Sendable {
    /// How much of what looks like the region, and is not far from it, lies along the border: 0 for nothing, 2 and more
    /// for floor and sky. The length along the border over the square root of the area.
    let borderHold: [Float]
    /// Mean difference in colour from the background around, in Lab units.
    let contrast: [Float]

    /// Cost: two passes over all pairs of regions.
    init(_ tree: RegionTree, _ graph: RegionGraph, _ kernel: ColourKernel, diagonal: Float) {
        let regions = tree.nodes[0..<graph.regionCount]
        let nearness = Nearness(graph.centroids, reach: 0.25 * diagonal)
        borderHold = Self.borderHold(regions, kernel, nearness)
        contrast = Self.contrast(regions, background: borderHold.map { 1 - exponential(-0.5 * $0 * $0) }, nearness)
    }

    private static func borderHold(
        _ regions: ArraySlice<RegionTree.Node>, _ kernel: ColourKernel, _ nearness: Nearness
    ) -> [Float] {
        var border = [Float](repeating: 0, count: regions.count)
        var area = border
        var near = border
        for (other, node) in regions.enumerated() {
            nearness.write(to: &near, of: other)
            kernel.row(other).withUnsafeBufferPointer { likeness in
                for region in border.indices {
                    let weight = likeness[region] * near[region]
                    border[region] += weight * node.border
                    area[region] += weight * node.area
                }
            }
        }
        return border.indices.map { border[$0] / area[$0].squareRoot() }
    }

    private static func contrast(
        _ regions: ArraySlice<RegionTree.Node>, background: [Float], _ nearness: Nearness
    ) -> [Float] {
        var sum = [Float](repeating: 0, count: regions.count)
        var total = [Float](repeating: 1e-3, count: regions.count)
        var near = sum
        let colours = ColourColumns(regions.map(\.colour))
        var distances = sum
        for (other, node) in regions.enumerated() where background[other] > 0 {
            nearness.write(to: &near, of: other)
            colours.write(to: &distances, from: node.colour)
            let share = background[other] * node.area
            for region in sum.indices {
                let weight = share * near[region]
                sum[region] += weight * distances[region]
                total[region] += weight
            }
        }
        return sum.indices.map { sum[$0] / total[$0] }
    }
}

/// A soft neighbourhood of regions: 1 at the same place, one half at `reach` pixels.
private struct Nearness {
    private let x: [Float]
    private let y: [Float]
    private let squaredReach: Float

    init(_ places: [ViewPoint], reach: Float) {
        x = places.map(\.x)
        y = places.map(\.y)
        squaredReach = reach * reach
    }

    /// Writes how near every region is to `region`.
    @inline(__always)
    func write(to near: inout [Float], of region: Int) {
        for other in near.indices {
            let dx = x[other] - x[region]
            let dy = y[other] - y[region]
            near[other] = squaredReach / (squaredReach + dx * dx + dy * dy)
        }
    }
}

/// Mean colours with texture, each component for all regions, so that several distances are worked out at once.
private struct ColourColumns {
    private let components: [[Float]]

    init(_ colours: [SIMD4<Float>]) {
        components = (0..<4).map { component in colours.map { $0[component] } }
    }

    /// Writes how far every colour is from `colour`: ``colourDistance(_:_:)``, to the bit.
    @inline(__always)
    func write(to distances: inout [Float], from colour: SIMD4<Float>) {
        let (lightness, a, b, texture) = (components[0], components[1], components[2], components[3])
        for region in distances.indices {
            let dl = lightness[region] - colour[0]
            let da = a[region] - colour[1]
            let db = b[region] - colour[2]
            let dt = texture[region] - colour[3]
            distances[region] = (dl * dl + da * da + db * db + dt * dt).squareRoot()
        }
    }
}
