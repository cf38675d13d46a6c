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
    ///
    /// Four regions are added in one go, one after the other, so that a sum stays where it is for longer.
    func density(of weights: [Float]) -> [Float] {
        let members = weights.indices.filter { weights[$0] != 0 }
        var result = [Float](repeating: 0, count: count)
        result.withUnsafeMutableBufferPointer { result in
            values.withUnsafeBufferPointer { values in
                @inline(__always) func row(_ region: Int) -> UnsafeBufferPointer<Float> {
                    UnsafeBufferPointer(rebasing: values[(region * count)..<((region + 1) * count)])
                }
                var next = 0
                while next + 4 <= members.count {
                    let (a, b, c, d) = (members[next], members[next + 1], members[next + 2], members[next + 3])
                    let weight = SIMD4(weights[a], weights[b], weights[c], weights[d])
                    let (first, second, third, fourth) = (row(a), row(b), row(c), row(d))
                    for index in 0..<count {
                        var sum = result[index] + weight[0] * first[index]
                        sum += weight[1] * second[index]
                        sum += weight[2] * third[index]
                        result[index] = sum + weight[3] * fourth[index]
                    }
                    next += 4
                }
                for region in members[next...] {
                    let weight = weights[region]
                    let row = row(region)
                    for index in 0..<count { result[index] += weight * row[index] }
                }
            }
        }
        return result
    }
}
