// SPDX-License-Identifier: Apache-2.0

/// A place or a direction in the plane, in pixels.
struct Vector: Hashable {
    var x: Double
    var y: Double

    static func + (a: Vector, b: Vector) -> Vector { Vector(x: a.x + b.x, y: a.y + b.y) }
    static func - (a: Vector, b: Vector) -> Vector { Vector(x: a.x - b.x, y: a.y - b.y) }
    static func * (a: Vector, factor: Double) -> Vector { Vector(x: a.x * factor, y: a.y * factor) }
    func dot(_ other: Vector) -> Double { x * other.x + y * other.y }
    /// Positive if `other` points to the right of this vector on the screen.
    func cross(_ other: Vector) -> Double { x * other.y - y * other.x }
    var length: Double { dot(self).squareRoot() }
    /// The vector of length 1 in the same direction; of the zero vector, the unit vector to the right.
    var unit: Vector { length > 0 ? self * (1 / length) : Vector(x: 1, y: 0) }
}

/// The square of the distance in pixels from `place` to the nearest point of the segment from `a` to `b`.
@inline(__always)
func squaredDistance(from place: Vector, toSegmentFrom a: Vector, to b: Vector) -> Double {
    let along = b - a
    let squaredLength = along.dot(along)
    let position = squaredLength > 0 ? min(max(along.dot(place - a) / squaredLength, 0), 1) : 0
    let difference = place - (a + along * position)
    return difference.dot(difference)
}
