// SPDX-License-Identifier: Apache-2.0

/// An 8-bit picture as JPEG files hold it: luma, and two colour differences (ITU-R BT.601, full range), each of every
/// pixel or of every square of some.
public struct LumaChromaImage: Hashable, Sendable {
    /// Number of pixels in a row; at least 1.
    public let width: Int
    /// Number of rows; at least 1.
    public let height: Int
    /// Pixels along the side of the square that shares a luma, a power of 2: 1 unless the picture is kept reduced.
    public let lumaStep: Int
    /// Pixels along the side of the square that shares a colour, a power of 2.
    public let colourStep: Int
    /// `lumaWidth * lumaHeight` values, row by row: 0 is black, 255 is white.
    public let luma: [UInt8]
    /// `colourWidth * colourHeight` values, row by row: blue minus luma; 128 is none.
    public let blueDifference: [UInt8]
    /// The same of red minus luma.
    public let redDifference: [UInt8]

    /// Luma samples in a row, the last perhaps of squares that the picture does not fill.
    public var lumaWidth: Int { (width + lumaStep - 1) / lumaStep }
    /// Rows of luma samples.
    public var lumaHeight: Int { (height + lumaStep - 1) / lumaStep }
    /// Colour samples in a row, the last perhaps of squares that the picture does not fill.
    public var colourWidth: Int { (width + colourStep - 1) / colourStep }
    /// Rows of colour samples.
    public var colourHeight: Int { (height + colourStep - 1) / colourStep }

    /// Takes the samples as they are; their numbers must be those of the properties.
    public init(
        width: Int, height: Int, lumaStep: Int = 1, colourStep: Int, luma: [UInt8], blueDifference: [UInt8],
        redDifference: [UInt8]
    ) {
        self.width = width
        self.height = height
        self.lumaStep = lumaStep
        self.colourStep = colourStep
        self.luma = luma
        self.blueDifference = blueDifference
        self.redDifference = redDifference
        precondition(width > 0 && height > 0 && [lumaStep, colourStep].allSatisfy { $0 > 0 && $0 & ($0 - 1) == 0 })
        precondition(luma.count == lumaWidth * lumaHeight)
        precondition(blueDifference.count == colourWidth * colourHeight && redDifference.count == blueDifference.count)
    }
}

/// Red, green and blue of a luma and two colour differences (0 is none), as ITU-R BT.601 defines them in full range; may
/// lie outside of 0...255.
@inlinable @inline(__always)
public func redGreenBlue(luma: Float, blueDifference: Float, redDifference: Float) -> (Float, Float, Float) {
    (
        luma + 1.402 * redDifference, luma - 0.344136 * blueDifference - 0.714136 * redDifference,
        luma + 1.772 * blueDifference
    )
}

extension Image {
    /// The picture in RGB; the pixels of a square have its colour, without a transition to the next. Cost: one pass.
    public init(_ source: LumaChromaImage) {
        // The steps are powers of two.
        let lumaShift = source.lumaStep.trailingZeroBitCount
        let colourShift = source.colourStep.trailingZeroBitCount
        func byte(_ value: Float) -> UInt8 { UInt8(min(255, max(0, value.rounded()))) }
        self.init(width: source.width, height: source.height) { pixels in
            var next = 0
            for y in 0..<source.height {
                let lumaRow = (y >> lumaShift) * source.lumaWidth
                let colourRow = (y >> colourShift) * source.colourWidth
                for x in 0..<source.width {
                    let colour = colourRow + (x >> colourShift)
                    let (red, green, blue) = redGreenBlue(
                        luma: Float(source.luma[lumaRow + (x >> lumaShift)]),
                        blueDifference: Float(source.blueDifference[colour]) - 128,
                        redDifference: Float(source.redDifference[colour]) - 128)
                    (pixels[next], pixels[next + 1], pixels[next + 2]) = (byte(red), byte(green), byte(blue))
                    next += 3
                }
            }
        }
    }
}
