// SPDX-License-Identifier: Apache-2.0

/// The strength of the colour edge at every pixel: the square root of the largest eigenvalue of the structure tensor
/// summed over the channels, with Scharr's derivatives.
///
/// Channels that change together add up, channels that change in different directions do not cancel: S. Di Zenzo,
/// "A note on the gradient of a multi-image", 1986. Unit: channel units a pixel. All channels must have one size.
func colourGradient(_ channels: [Plane]) -> Plane {
    let width = channels[0].width
    let height = channels[0].height
    var result = Plane(width: width, height: height)
    var tensor = TensorRow(count: width)
    for y in 0..<height {
        tensor.clear()
        for channel in channels {
            tensor.add(channel, y: y)
        }
        for x in 0..<width { result.values[y * width + x] = tensor.largestEigenvalue(x).squareRoot() }
    }
    return result
}

/// The structure tensor of one row of pixels.
private struct TensorRow {
    private var xx: [Float]
    private var yy: [Float]
    private var xy: [Float]

    init(count: Int) {
        xx = [Float](repeating: 0, count: count)
        yy = xx
        xy = xx
    }

    mutating func clear() {
        for x in xx.indices {
            xx[x] = 0
            yy[x] = 0
            xy[x] = 0
        }
    }

    mutating func add(_ plane: Plane, y: Int) {
        let width = plane.width
        let above = max(0, y - 1) * width
        let here = y * width
        let below = min(plane.height - 1, y + 1) * width
        plane.values.withUnsafeBufferPointer { values in
            xx.withUnsafeMutableBufferPointer { xx in
                yy.withUnsafeMutableBufferPointer { yy in
                    xy.withUnsafeMutableBufferPointer { xy in
                        @inline(__always) func addPixel(_ x: Int, _ left: Int, _ right: Int) {
                            let upper = values[above + right] - values[above + left]
                            let middle = values[here + right] - values[here + left]
                            let lower = values[below + right] - values[below + left]
                            let gx = (3 * (upper + lower) + 10 * middle) * (1 / 32)
                            let west = values[below + left] - values[above + left]
                            let centre = values[below + x] - values[above + x]
                            let east = values[below + right] - values[above + right]
                            let gy = (3 * (west + east) + 10 * centre) * (1 / 32)
                            xx[x] += gx * gx
                            yy[x] += gy * gy
                            xy[x] += gx * gy
                        }
                        addPixel(0, 0, min(1, width - 1))
                        if width > 2 { for x in 1..<(width - 1) { addPixel(x, x - 1, x + 1) } }
                        if width > 1 { addPixel(width - 1, width - 2, width - 1) }
                    }
                }
            }
        }
    }

    @inline(__always)
    func largestEigenvalue(_ x: Int) -> Float {
        let difference = xx[x] - yy[x]
        return 0.5 * (xx[x] + yy[x] + (difference * difference + 4 * xy[x] * xy[x]).squareRoot())
    }
}
