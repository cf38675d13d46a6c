// SPDX-License-Identifier: Apache-2.0

/// A rectangle of whole pixels: columns `x ..< maxX` and rows `y ..< maxY`.
public struct PixelRect: Hashable, Sendable {
    /// First column.
    public var x: Int
    /// First row.
    public var y: Int
    /// Number of columns; 0 or more.
    public var width: Int
    /// Number of rows; 0 or more.
    public var height: Int

    /// The rectangle with the given first column and row and size.
    public init(x: Int, y: Int, width: Int, height: Int) {
        precondition(width >= 0 && height >= 0)
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// All of a picture of the given size.
    public init(width: Int, height: Int) {
        self.init(x: 0, y: 0, width: width, height: height)
    }

    /// The column after the last.
    public var maxX: Int { x + width }
    /// The row after the last.
    public var maxY: Int { y + height }
    /// Whether the rectangle holds no pixel.
    public var isEmpty: Bool { width == 0 || height == 0 }
    /// The longer of the two sides.
    public var longerSide: Int { max(width, height) }

    /// Whether the pixel in column `x` and row `y` is inside.
    public func contains(x: Int, y: Int) -> Bool {
        x >= self.x && x < maxX && y >= self.y && y < maxY
    }

    /// The smallest rectangle that holds the pixels of this one and of another.
    public func union(_ other: PixelRect) -> PixelRect {
        if isEmpty { return other }
        if other.isEmpty { return self }
        let left = min(x, other.x)
        let top = min(y, other.y)
        return PixelRect(
            x: left, y: top, width: max(maxX, other.maxX) - left, height: max(maxY, other.maxY) - top)
    }

    /// The same rectangle, `x` columns further right and `y` rows further down.
    public func moved(x: Int, y: Int) -> PixelRect {
        PixelRect(x: self.x + x, y: self.y + y, width: width, height: height)
    }

    /// The part of this rectangle that is in another, too; empty if there is none.
    public func intersection(_ other: PixelRect) -> PixelRect {
        let left = max(x, other.x)
        let top = max(y, other.y)
        return PixelRect(
            x: left, y: top, width: max(0, min(maxX, other.maxX) - left), height: max(0, min(maxY, other.maxY) - top))
    }

    /// The rectangle, inside a frame of the given size, with `room` more on all sides, as far as the frame goes.
    public func grown(by room: Int, width frameWidth: Int, height frameHeight: Int) -> PixelRect {
        let left = max(0, x - room)
        let top = max(0, y - room)
        return PixelRect(
            x: left, y: top, width: min(frameWidth, maxX + room) - left, height: min(frameHeight, maxY + room) - top)
    }

    /// Column and row of the pixel that `point` lies in, moved into the rectangle; nil if the rectangle is empty or the
    /// point has no place.
    package func pixel(at point: Point) -> (x: Int, y: Int)? {
        guard !isEmpty, point.x.isFinite, point.y.isFinite else { return nil }
        return (
            Int(min(max(point.x.rounded(.down), Double(x)), Double(maxX - 1))),
            Int(min(max(point.y.rounded(.down), Double(y)), Double(maxY - 1)))
        )
    }
}
