// SPDX-License-Identifier: Apache-2.0

/// The place with the smallest sum of squared distances from two lines, at most `farthest` pixels from `corner`
/// (Selinger 2003, "Potrace", section 2.3).
///
/// The distance from `home`, in the middle between the points of the lines nearest to the corner, counts a little too:
/// it decides where the lines are nearly parallel.
func meetingPlace(
    _ first: FittedLine, _ second: FittedLine, near corner: Vector, notFurtherThan farthest: Double
) -> Vector {
    let pull = 0.02
    let home = (first.projection(of: corner) + second.projection(of: corner)) * 0.5 - corner
    // Two linear equations for the shift from the corner: [xx xy; xy yy] shift = right.
    var (xx, xy, yy) = (pull, 0.0, pull)
    var right = home * pull
    for line in [first, second] {
        let normal = Vector(x: -line.direction.y, y: line.direction.x)
        xx += normal.x * normal.x
        xy += normal.x * normal.y
        yy += normal.y * normal.y
        right = right + normal * normal.dot(line.point - corner)
    }
    let determinant = xx * yy - xy * xy
    let shift = Vector(x: right.x * yy - right.y * xy, y: right.y * xx - right.x * xy) * (1 / determinant)
    return corner + (shift.length > farthest ? shift * (farthest / shift.length) : shift)
}
