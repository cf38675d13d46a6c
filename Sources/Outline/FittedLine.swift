// SPDX-License-Identifier: Apache-2.0

/// A straight line through `point` along the unit vector `direction`.
struct FittedLine {
    let point: Vector
    let direction: Vector

    /// How far `place` is from the line, positive on its right-hand side.
    func offset(of place: Vector) -> Double { direction.cross(place - point) }
    /// How far along the line `place` is.
    func position(of place: Vector) -> Double { direction.dot(place - point) }
    /// The point of the line nearest to `place`.
    func projection(of place: Vector) -> Vector { point + direction * position(of: place) }
}

/// Sums over a piece of a contour, every stretch of it weighing as much as it is long, from which the line that fits
/// best follows in constant time; of two sums from the same start, the difference is that of the piece between.
///
/// Times six, all are whole numbers, so that differences stay exact for contours of any practical size.
struct Moments {
    private var length = 0.0
    private var x = 0.0
    private var y = 0.0
    private var xx = 0.0
    private var xy = 0.0
    private var yy = 0.0

    /// Adds the straight stretch from `a` to `b`, which must be parallel to an axis.
    mutating func add(from a: Vector, to b: Vector) {
        let stretch = 6 * (abs(b.x - a.x) + abs(b.y - a.y))
        length += stretch
        x += stretch * (a.x + b.x) / 2
        y += stretch * (a.y + b.y) / 2
        xx += stretch * (a.x * a.x + a.x * b.x + b.x * b.x) / 3
        yy += stretch * (a.y * a.y + a.y * b.y + b.y * b.y) / 3
        // One of the coordinates does not change, so the mean of the product is the product of the means.
        xy += stretch * (a.x + b.x) * (a.y + b.y) / 4
    }

    static func + (a: Moments, b: Moments) -> Moments { combine(a, b, sign: 1) }
    static func - (a: Moments, b: Moments) -> Moments { combine(a, b, sign: -1) }

    private static func combine(_ a: Moments, _ b: Moments, sign: Double) -> Moments {
        var result = a
        result.length += sign * b.length
        result.x += sign * b.x
        result.y += sign * b.y
        result.xx += sign * b.xx
        result.xy += sign * b.xy
        result.yy += sign * b.yy
        return result
    }

    /// The line with the smallest sum of squared distances, in the sense of `chord` (from the first to the last
    /// point of the piece), which is also its direction when the points prefer none.
    func bestLine(along chord: Vector) -> FittedLine {
        let middle = Vector(x: x / length, y: y / length)
        let a = xx / length - middle.x * middle.x
        let b = xy / length - middle.x * middle.y
        let c = yy / length - middle.y * middle.y
        let largest = (a + c) / 2 + ((a - c) * (a - c) / 4 + b * b).squareRoot()
        // Two forms of the same eigenvector: the longer one is the one without cancellation.
        let axis = a >= c ? Vector(x: largest - c, y: b) : Vector(x: b, y: largest - a)
        let direction = (axis.length > 1e-9 ? axis : chord).unit
        return FittedLine(point: middle, direction: direction.dot(chord) < 0 ? direction * -1 : direction)
    }
}
