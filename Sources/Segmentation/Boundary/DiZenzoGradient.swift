// SPDX-License-Identifier: Apache-2.0

/// The strength of the colour edge at every pixel: the square root of the largest eigenvalue of the structure tensor
/// summed over the channels, with Scharr's derivatives.
///
/// Channels that change together add up, channels that change in different directions do not cancel: S. Di Zenzo,
/// "A note on the gradient of a multi-image", 1986. Unit: channel units a pixel. All channels must have one size.
func colourGradient(_ channels: [Plane], helpers: Helpers = .none) -> Plane {
    let width = channels[0].width
    let height = channels[0].height
    return Plane(width: width, height: height, helpers: helpers) { rows, result in
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 3 * width) { memory in
            guard let base = memory.baseAddress, let target = result.baseAddress else { return }
            let tensor = TensorRow(xx: base, yy: base + width, xy: base + 2 * width)
            for y in rows {
                for (index, channel) in channels.enumerated() {
                    channel.withRows(around: y) { above, here, below in
                        tensor.add(above, here, below, width: width, isFirst: index == 0)
                    }
                }
                tensor.writeStrengths(to: target + (y - rows.lowerBound) * width, width: width)
            }
        }
    }
}

extension Plane {
    /// Gives `body` a row and those above and below it; at the edge the row itself stands for one that is outside.
    @inline(__always)
    fileprivate func withRows(
        around y: Int, _ body: (UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>) -> Void
    ) {
        values.withUnsafeBufferPointer { values in
            guard let base = values.baseAddress else { return }
            body(base + max(0, y - 1) * width, base + y * width, base + min(height - 1, y + 1) * width)
        }
    }
}

/// The structure tensor of one row of pixels.
private struct TensorRow {
    let xx: UnsafeMutablePointer<Float>
    let yy: UnsafeMutablePointer<Float>
    let xy: UnsafeMutablePointer<Float>

    /// Adds a channel, of which three rows are given; the first one takes the place of what was there.
    func add(
        _ above: UnsafePointer<Float>, _ here: UnsafePointer<Float>, _ below: UnsafePointer<Float>, width: Int,
        isFirst: Bool
    ) {
        @inline(__always) func derivatives(_ x: Int, _ left: Int, _ right: Int) -> (Float, Float) {
            let upper = above[right] - above[left]
            let middle = here[right] - here[left]
            let lower = below[right] - below[left]
            let west = below[left] - above[left]
            let centre = below[x] - above[x]
            let east = below[right] - above[right]
            return ((3 * (upper + lower) + 10 * middle) * (1 / 32), (3 * (west + east) + 10 * centre) * (1 / 32))
        }
        @inline(__always) func addPixel(_ x: Int, _ left: Int, _ right: Int, keeping: Bool) {
            let (gx, gy) = derivatives(x, left, right)
            xx[x] = keeping ? xx[x] + gx * gx : gx * gx
            yy[x] = keeping ? yy[x] + gy * gy : gy * gy
            xy[x] = keeping ? xy[x] + gx * gy : gx * gy
        }
        addPixel(0, 0, min(1, width - 1), keeping: !isFirst)
        if width > 1 { addPixel(width - 1, width - 2, width - 1, keeping: !isFirst) }
        guard width > 2 else { return }
        if isFirst {
            for x in 1..<(width - 1) { addPixel(x, x &- 1, x &+ 1, keeping: false) }
        } else {
            for x in 1..<(width - 1) { addPixel(x, x &- 1, x &+ 1, keeping: true) }
        }
    }

    /// Writes the square roots of the largest eigenvalues.
    func writeStrengths(to strengths: UnsafeMutablePointer<Float>, width: Int) {
        let (xx, yy, xy) = (xx, yy, xy)
        for x in 0..<width {
            let difference = xx[x] - yy[x]
            let eigenvalue = 0.5 * (xx[x] + yy[x] + squareRoot(difference * difference + 4 * xy[x] * xy[x]))
            strengths[x] = squareRoot(eigenvalue)
        }
    }
}
