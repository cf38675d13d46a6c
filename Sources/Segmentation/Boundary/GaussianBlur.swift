// SPDX-License-Identifier: Apache-2.0

extension Plane {
    /// The plane smoothed by a Gaussian of standard deviation `sigma` pixels, cut at 2.5 sigma; the edge pixels are
    /// repeated outwards.
    ///
    /// Separable: the cost is `2 * ceil(2.5 * sigma) + 1` multiplications a pixel, twice.
    func blurred(sigma: Float) -> Plane {
        let weights = gaussianWeights(sigma: sigma)
        return blurredAlongRows(weights).blurredAlongColumns(weights)
    }

    private func blurredAlongRows(_ weights: [Float]) -> Plane {
        let radius = weights.count - 1
        return Plane(width: width, height: height, helpers: .none) { rows, result in
            withUnsafeTemporaryAllocation(of: Float.self, capacity: width + 2 * radius) { line in
                guard let padded = line.baseAddress, let target = result.baseAddress else { return }
                for y in rows {
                    let row = values[(y * width)..<((y + 1) * width)]
                    for i in 0..<radius {
                        padded[i] = row[row.startIndex]
                        padded[radius + width + i] = row[row.endIndex - 1]
                    }
                    row.withUnsafeBufferPointer { row in
                        for x in 0..<width { padded[radius + x] = row[x] }
                    }
                    let middle = UnsafePointer(padded + radius)
                    let out = target + (y - rows.lowerBound) * width
                    weightedSums(weights, count: width, into: out) { (middle, middle - $0, middle + $0) }
                }
            }
        }
    }

    private func blurredAlongColumns(_ weights: [Float]) -> Plane {
        Plane(width: width, height: height, helpers: .none) { rows, result in
            values.withUnsafeBufferPointer { values in
                guard let source = values.baseAddress, let target = result.baseAddress else { return }
                for y in rows {
                    let out = target + (y - rows.lowerBound) * width
                    weightedSums(weights, count: width, into: out) { i in
                        (source + y * width, source + max(0, y - i) * width, source + min(height - 1, y + i) * width)
                    }
                }
            }
        }
    }
}

/// Writes `weights[0] * middle[x]` plus `weights[i] * (one[x] + other[x])` for every further weight, in their order,
/// where `lines` says of `i` which lines these are.
///
/// The usual numbers of weights are added up two at a time, so that a sum stays where it is for longer.
@inline(__always)
private func weightedSums(
    _ weights: [Float], count: Int, into sums: UnsafeMutablePointer<Float>,
    _ lines: (Int) -> (middle: UnsafePointer<Float>, one: UnsafePointer<Float>, other: UnsafePointer<Float>)
) {
    let middle = lines(0).middle
    let first = weights[0]
    for x in 0..<count { sums[x] = first * middle[x] }
    var i = 1
    while i + 1 < weights.count {
        let (near, far) = (weights[i], weights[i + 1])
        let (a, b) = (lines(i), lines(i + 1))
        for x in 0..<count { sums[x] = (sums[x] + near * (a.one[x] + a.other[x])) + far * (b.one[x] + b.other[x]) }
        i += 2
    }
    guard i < weights.count else { return }
    let last = weights[i]
    let line = lines(i)
    for x in 0..<count { sums[x] += last * (line.one[x] + line.other[x]) }
}

/// The right half of a normalised Gaussian, from its middle outwards.
private func gaussianWeights(sigma: Float) -> [Float] {
    let radius = max(1, Int((2.5 * sigma).rounded(.up)))
    let raw = (0...radius).map { exponential(-Float($0 * $0) / (2 * sigma * sigma)) }
    let sum = raw[0] + 2 * raw.dropFirst().reduce(0, +)
    return raw.map { $0 / sum }
}
