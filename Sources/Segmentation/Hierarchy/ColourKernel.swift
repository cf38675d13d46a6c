// SPDX-License-Identifier: Apache-2.0

/// How alike the colours of every two regions are: 1 for the same, towards 0 for different ones.
///
/// A Gaussian kernel in Lab and texture; with it, the colour model of any set of regions is a density estimated from
/// its members (E. Parzen, 1962), and no histogram has to be chosen.
struct ColourKernel: Sendable {
    /// Standard deviation in Lab units.
    private static let bandwidth: Float = 6
    /// Weights of L, a, b and texture in the squared distance.
    private static let weights = SIMD4<Float>(1, 1.5, 1.5, 1)
    /// The exponential, tabulated: this many steps a unit up to ``cutOff``, 0 beyond.
    private static let stepsPerUnit: Float = 100
    private static let cutOff: Float = 10
    private static let table: [Float] =
        (0..<Int(cutOff * stepsPerUnit)).map { exponential(-Float($0) / stepsPerUnit) } + [0]

    let count: Int
    /// `count * count` values, symmetric.
    private let values: [Float]
    /// Density of all regions, weighted by their areas, at the colour of every region.
    private(set) var total: [Float] = []

    init(_ colours: [SIMD4<Float>], areas: [Float]) {
        let count = colours.count
        self.count = count
        let scale = 1 / (2 * Self.bandwidth * Self.bandwidth)
        let table = Self.table
        values = [Float](unsafeUninitializedCapacity: count * count) { buffer, initialized in
            table.withUnsafeBufferPointer { table in
                for i in 0..<count {
                    let colour = colours[i]
                    for j in 0...i {
                        let difference = colour - colours[j]
                        let exponent = (difference * difference * Self.weights).sum() * scale
                        let value = table[Int(min(exponent, Self.cutOff) * Self.stepsPerUnit)]
                        buffer[i &* count &+ j] = value
                        buffer[j &* count &+ i] = value
                    }
                }
            }
            initialized = count * count
        }
        total = density(of: areas)
    }

    /// Likeness of `region` to every region.
    @inline(__always)
    func row(_ region: Int) -> ArraySlice<Float> { values[(region * count)..<((region + 1) * count)] }

    /// The density, at the colour of every region, of regions with the given weights. Cost: one multiplication a pair
    /// of regions with a weight.
    func density(of weights: [Float]) -> [Float] {
        var result = [Float](repeating: 0, count: count)
        result.withUnsafeMutableBufferPointer { result in
            values.withUnsafeBufferPointer { values in
                for region in 0..<count where weights[region] != 0 {
                    let weight = weights[region]
                    let row = UnsafeBufferPointer(rebasing: values[(region * count)..<((region + 1) * count)])
                    for index in 0..<count { result[index] += weight * row[index] }
                }
            }
        }
        return result
    }
}
