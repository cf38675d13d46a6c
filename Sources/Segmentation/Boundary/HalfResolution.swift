// SPDX-License-Identifier: Apache-2.0

extension Plane {
    /// The plane at half its resolution: means of 2 x 2 pixels; an odd last column or row counts twice.
    func halved() -> Plane {
        let columns = (width + 1) / 2
        return Plane(width: columns, height: (height + 1) / 2, helpers: .none) { rows, result in
            values.withUnsafeBufferPointer { values in
                for y in rows {
                    let upper = 2 * y * width
                    let lower = min(height - 1, 2 * y + 1) * width
                    let start = (y - rows.lowerBound) * columns
                    for x in 0..<columns {
                        let left = 2 * x
                        let right = min(width - 1, left + 1)
                        result[start + x] =
                            0.25
                            * (values[upper + left] + values[upper + right] + values[lower + left]
                                + values[lower + right])
                    }
                }
            }
        }
    }

    /// The plane at twice its resolution, `width` x `height` pixels of it, bilinear between the pixel centres; of each
    /// value what `change` makes of it, which is told the index of its pixel.
    @inline(__always)
    func doubled(
        width: Int, height: Int, helpers: Helpers = .none, _ change: @Sendable (_ pixel: Int, Float) -> Float = { $1 }
    ) -> Plane {
        let columns = (0..<width).map { LinearTap(position: (Float($0) - 0.5) / 2, count: self.width) }
        return Plane(width: width, height: height, helpers: helpers) { rows, result in
            values.withUnsafeBufferPointer { values in
                columns.withUnsafeBufferPointer { columns in
                    for y in rows {
                        let tap = LinearTap(position: (Float(y) - 0.5) / 2, count: self.height)
                        let upper = tap.first * self.width
                        let lower = tap.second * self.width
                        let start = (y - rows.lowerBound) * width
                        for x in 0..<width {
                            let column = columns[x]
                            let above = column.mix(values[upper + column.first], values[upper + column.second])
                            let below = column.mix(values[lower + column.first], values[lower + column.second])
                            result[start + x] = change(y &* width &+ x, tap.mix(above, below))
                        }
                    }
                }
            }
        }
    }
}
