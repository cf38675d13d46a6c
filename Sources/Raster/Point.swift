// SPDX-License-Identifier: Apache-2.0

/// A place in the plane of a picture, in pixels; (0, 0) is the outer corner of the top left pixel.
///
/// The point (x, y) lies in the pixel in column `floor(x)` and row `floor(y)`; the centre of the top left pixel is
/// (0.5, 0.5).
public struct Point: Hashable, Sendable {
    /// Distance from the left edge of the picture, in pixels.
    public var x: Double
    /// Distance from the top edge of the picture, in pixels.
    public var y: Double

    /// The point `x` pixels from the left and `y` pixels from the top edge.
    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }
}
