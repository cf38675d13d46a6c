// SPDX-License-Identifier: Apache-2.0

/// An 8-bit RGB picture, rows from top to bottom, the three channels of a pixel side by side.
///
/// Pixel (i, j) covers the square `i ..< i + 1`, `j ..< j + 1` of the plane in which a ``Point`` lives.
public struct Image: Hashable, Sendable {
    /// Number of pixels in a row; at least 1.
    public let width: Int
    /// Number of rows; at least 1.
    public let height: Int
    /// `3 * width * height` bytes: R, G, B of the first pixel of the first row, then of its right neighbour, ...
    public let pixels: [UInt8]

    /// Takes `pixels` as they are; their number must be `3 * width * height` and both sides at least 1.
    public init(width: Int, height: Int, pixels: [UInt8]) {
        precondition(width > 0 && height > 0 && pixels.count == 3 * width * height)
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// A picture whose bytes are written by `body` into uninitialised memory of `3 * width * height` bytes.
    ///
    /// `body` must write every byte.
    public init<Failure: Error>(
        width: Int, height: Int,
        initializingWith body: (UnsafeMutableBufferPointer<UInt8>) throws(Failure) -> Void
    ) throws(Failure) {
        precondition(width > 0 && height > 0)
        let count = 3 * width * height
        var failure: Failure?
        let pixels = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            do throws(Failure) {
                try body(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
                initialized = count
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        self.init(width: width, height: height, pixels: pixels)
    }
}
