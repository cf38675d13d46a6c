// SPDX-License-Identifier: Apache-2.0

extension Plane {
    /// The plane at half its resolution: means of 2 x 2 pixels; an odd last column or row counts twice.
    func halved() -> Plane {
        var result = Plane(width: (width + 1) / 2, height: (height + 1) / 2)
        for y in 0..<result.height {
            let upper = 2 * y * width
            let lower = min(height - 1, 2 * y + 1) * width
            for x in 0..<result.width {
                let left = 2 * x
                let right = min(width - 1, left + 1)
                result.values[y * result.width + x] =
                    0.25 * (values[upper + left] + values[upper + right] + values[lower + left] + values[lower + right])
            }
        }
        return result
    }

    /// The plane at twice its resolution, `width` x `height` pixels of it, bilinear between the pixel centres.
    func doubled(width: Int, height: Int) -> Plane {
        var result = Plane(width: width, height: height)
        let columns = (0..<width).map { LinearTap(position: (Float($0) - 0.5) / 2, count: self.width) }
        for y in 0..<height {
            let tap = LinearTap(position: (Float(y) - 0.5) / 2, count: self.height)
            let upper = tap.first * self.width
            let lower = tap.second * self.width
            for x in 0..<width {
                let column = columns[x]
                let above = column.mix(values[upper + column.first], values[upper + column.second])
                let below = column.mix(values[lower + column.first], values[lower + column.second])
                result.values[y * width + x] = tap.mix(above, below)
            }
        }
        return result
    }
}
