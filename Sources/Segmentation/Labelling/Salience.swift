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
    init(
        _ tree: RegionTree, _ graph: RegionGraph, _ kernel: ColourKernel, diagonal: Float, helpers: Helpers = .none
    ) {
        let regions = tree.nodes[0..<graph.regionCount]
        let nearness = Nearness(graph.centroids, reach: 0.25 * diagonal)
        let borderHold: [Float] = helpers.array(rows: regions.count, least: 64) { band, result in
            Self.writeBorderHold(of: band, to: result, regions, kernel, nearness)
        }
        let background = borderHold.map { 1 - exponential(-0.5 * $0 * $0) }
        let colours = ColourColumns(regions.map(\.colour))
        contrast = helpers.array(rows: regions.count, least: 64) { band, result in
            Self.writeContrast(of: band, to: result, regions, background: background, colours, nearness)
        }
        self.borderHold = borderHold
    }

    /// Writes what ``borderHold`` says of the regions in `band`.
    private static func writeBorderHold(
        of band: Range<Int>, to border: UnsafeMutableBufferPointer<Float>, _ regions: ArraySlice<RegionTree.Node>,
        _ kernel: ColourKernel, _ nearness: Nearness
    ) {
        border.initialize(repeating: 0)
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * band.count) { memory in
            let area = UnsafeMutableBufferPointer(rebasing: memory[..<band.count])
            let near = UnsafeMutableBufferPointer(rebasing: memory[band.count...])
            area.initialize(repeating: 0)
            for (other, node) in regions.enumerated() {
                nearness.write(band, to: near, of: other)
                kernel.row(other)[(other * kernel.count + band.lowerBound)...].withUnsafeBufferPointer { likeness in
                    for region in 0..<band.count {
                        let weight = likeness[region] * near[region]
                        border[region] += weight * node.border
                        area[region] += weight * node.area
                    }
                }
            }
            for region in 0..<band.count { border[region] /= squareRoot(area[region]) }
        }
    }

    /// Writes what ``contrast`` says of the regions in `band`.
    private static func writeContrast(
        of band: Range<Int>, to sum: UnsafeMutableBufferPointer<Float>, _ regions: ArraySlice<RegionTree.Node>,
        background: [Float], _ colours: ColourColumns, _ nearness: Nearness
    ) {
        sum.initialize(repeating: 0)
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 3 * band.count) { memory in
            let total = UnsafeMutableBufferPointer(rebasing: memory[..<band.count])
            let near = UnsafeMutableBufferPointer(rebasing: memory[band.count..<(2 * band.count)])
            let distances = UnsafeMutableBufferPointer(rebasing: memory[(2 * band.count)...])
            total.initialize(repeating: 1e-3)
            for (other, node) in regions.enumerated() where background[other] > 0 {
                nearness.write(band, to: near, of: other)
                colours.write(band, to: distances, from: node.colour)
                let share = background[other] * node.area
                for region in 0..<band.count {
                    let weight = share * near[region]
                    sum[region] += weight * distances[region]
                    total[region] += weight
                }
            }
            for region in 0..<band.count { sum[region] /= total[region] }
        }
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

    /// Writes how near each of the regions in `band` is to `region`.
    @inline(__always)
    func write(_ band: Range<Int>, to near: UnsafeMutableBufferPointer<Float>, of region: Int) {
        let x0 = x[region]
        let y0 = y[region]
        x[band].withUnsafeBufferPointer { x in
            y[band].withUnsafeBufferPointer { y in
                for other in 0..<band.count {
                    let dx = x[other] - x0
                    let dy = y[other] - y0
                    near[other] = squaredReach / (squaredReach + dx * dx + dy * dy)
                }
            }
        }
    }
}

/// Mean colours with texture, each component for all regions, so that several distances are worked out at once.
private struct ColourColumns {
    private let count: Int
    /// One component of all regions after the other.
    private let components: [Float]

    init(_ colours: [SIMD4<Float>]) {
        count = colours.count
        components = (0..<4).flatMap { component in colours.map { $0[component] } }
    }

    /// Writes how far the colour of each region in `band` is from `colour`: ``colourDistance(_:_:)``, to the bit.
    @inline(__always)
    func write(_ band: Range<Int>, to distances: UnsafeMutableBufferPointer<Float>, from colour: SIMD4<Float>) {
        components.withUnsafeBufferPointer { components in
            guard let lightness = components.baseAddress.map({ $0 + band.lowerBound }) else { return }
            let (a, b, texture) = (lightness + count, lightness + 2 * count, lightness + 3 * count)
            for region in 0..<band.count {
                let dl = lightness[region] - colour[0]
                let da = a[region] - colour[1]
                let db = b[region] - colour[2]
                let dt = texture[region] - colour[3]
                distances[region] = squareRoot(dl * dl + da * da + db * db + dt * dt)
            }
        }
    }
}
