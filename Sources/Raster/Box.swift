// SPDX-License-Identifier: Apache-2.0

/// A rectangle with sides along the axes, in the plane of a ``Point``.
public struct Box: Hashable, Sendable {
    /// Left edge.
    public let minX: Double
    /// Top edge.
    public let minY: Double
    /// Right edge; not less than ``minX``.
    public let maxX: Double
    /// Bottom edge; not less than ``minY``.
    public let maxY: Double

    /// The box between two opposite corners, given in any order.
    public init(_ a: Point, _ b: Point) {
        minX = min(a.x, b.x)
        minY = min(a.y, b.y)
        maxX = max(a.x, b.x)
        maxY = max(a.y, b.y)
    }

    /// Length from left to right in pixels.
    public var width: Double { maxX - minX }
    /// Length from top to bottom in pixels.
    public var height: Double { maxY - minY }
    /// The middle of the box.
    public var center: Point { Point(x: (minX + maxX) / 2, y: (minY + maxY) / 2) }
}
