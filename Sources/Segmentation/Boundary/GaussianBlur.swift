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
        var result = Plane(width: width, height: height)
        var padded = [Float](repeating: 0, count: width + 2 * radius)
        for y in 0..<height {
            let start = y * width
            for i in 0..<radius {
                padded[i] = values[start]
                padded[radius + width + i] = values[start + width - 1]
            }
            for x in 0..<width { padded[radius + x] = values[start + x] }
            result.values.withUnsafeMutableBufferPointer { out in
                padded.withUnsafeBufferPointer { line in
                    let row = UnsafeMutableBufferPointer(rebasing: out[start..<(start + width)])
                    for x in 0..<width { row[x] = weights[0] * line[radius + x] }
                    for i in 1..<weights.count {
                        let weight = weights[i]
                        for x in 0..<width { row[x] += weight * (line[radius + x - i] + line[radius + x + i]) }
                    }
                }
            }
        }
        return result
    }

    private func blurredAlongColumns(_ weights: [Float]) -> Plane {
        var result = Plane(width: width, height: height)
        values.withUnsafeBufferPointer { source in
            result.values.withUnsafeMutableBufferPointer { out in
                for y in 0..<height {
                    let row = UnsafeMutableBufferPointer(rebasing: out[(y * width)..<((y + 1) * width)])
                    for x in 0..<width { row[x] = weights[0] * source[y * width + x] }
                    for i in 1..<weights.count {
                        let weight = weights[i]
                        let above = max(0, y - i) * width
                        let below = min(height - 1, y + i) * width
                        for x in 0..<width { row[x] += weight * (source[above + x] + source[below + x]) }
                    }
                }
            }
        }
        return result
    }
}

/// The right half of a normalised Gaussian, from its middle outwards.
private func gaussianWeights(sigma: Float) -> [Float] {
    let radius = max(1, Int((2.5 * sigma).rounded(.up)))
    let raw = (0...radius).map { exponential(-Float($0 * $0) / (2 * sigma * sigma)) }
    let sum = raw[0] + 2 * raw.dropFirst().reduce(0, +)
    return raw.map { $0 / sum }
}
