// SPDX-License-Identifier: Apache-2.0

/// The planes L, a and b of the CIE 1976 colour space (D65), in which distance is roughly what the eye sees.
struct LabPlanes: Sendable {
    var lightness: Plane
    var a: Plane
    var b: Plane

    /// Converts sRGB planes. Cost: two table look-ups a channel and pixel.
    init(_ colour: ColourPlanes, helpers: Helpers = .none) {
        let (width, height) = (colour.red.width, colour.red.height)
        let tables = LabTables.shared
        (lightness, a, b) = Plane.three(width: width, height: height, helpers: helpers) { rows, lightness, a, b in
            let start = rows.lowerBound * width
            colour.red.values.withUnsafeBufferPointer { reds in
                colour.green.values.withUnsafeBufferPointer { greens in
                    colour.blue.values.withUnsafeBufferPointer { blues in
                        for index in 0..<lightness.count {
                            let (x, y, z) = tables.responses(
                                red: reds[start &+ index], green: greens[start &+ index], blue: blues[start &+ index])
                            lightness[index] = 116 * y - 16
                            a[index] = 500 * (x - y)
                            b[index] = 200 * (y - z)
                        }
                    }
                }
            }
        }
    }
}

/// The two non-linear functions on the way from sRGB to Lab, tabulated.
private struct LabTables: Sendable {
    static let shared = LabTables()

    private let linearOfByte: [Float]
    private let responseOfStep: [Float]
    private static let steps = 8192

    private init() {
        linearOfByte = (0...255).map { byte in
            let value = Double(byte) / 255
            return Float(value <= 0.04045 ? value / 12.92 : power((value + 0.055) / 1.055, 2.4))
        }
        responseOfStep = (0...Self.steps).map { step in
            let t = Double(step) / Double(Self.steps)
            return Float(t > 0.008856 ? cubeRoot(t) : 7.787 * t + 16.0 / 116)
        }
    }

    /// The responses to the three tristimulus values of a colour, each channel 0...255.
    @inline(__always)
    func responses(red: Float, green: Float, blue: Float) -> (x: Float, y: Float, z: Float) {
        let (red, green, blue) = (linear(red), linear(green), linear(blue))
        return (
            response((0.412453 * red + 0.357580 * green + 0.180423 * blue) / 0.950456),
            response(0.212671 * red + 0.715160 * green + 0.072169 * blue),
            response((0.019334 * red + 0.119193 * green + 0.950227 * blue) / 1.088754)
        )
    }

    /// Linear light of an sRGB value 0...255, interpolated between the bytes.
    @inline(__always)
    func linear(_ value: Float) -> Float {
        let byte = Int(value)
        guard byte < 255 else { return linearOfByte[255] }
        return linearOfByte[byte] + (value - Float(byte)) * (linearOfByte[byte + 1] - linearOfByte[byte])
    }

    /// The cube root, with the linear start that CIE gives it, of a tristimulus value 0...1.
    @inline(__always)
    func response(_ value: Float) -> Float {
        responseOfStep[Int(value * Float(Self.steps)).clamped(to: 0...Self.steps)]
    }
}
