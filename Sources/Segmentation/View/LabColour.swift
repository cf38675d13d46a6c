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
            // Linear light and then responses stand where the result is written in the end, channel by channel.
            let start = rows.lowerBound * width
            tables.linearise(colour.red, from: start, to: lightness)
            tables.linearise(colour.green, from: start, to: a)
            tables.linearise(colour.blue, from: start, to: b)
            for index in 0..<lightness.count {
                let (red, green, blue) = (lightness[index], a[index], b[index])
                lightness[index] = (0.412453 * red + 0.357580 * green + 0.180423 * blue) / 0.950456
                a[index] = 0.212671 * red + 0.715160 * green + 0.072169 * blue
                b[index] = (0.019334 * red + 0.119193 * green + 0.950227 * blue) / 1.088754
            }
            tables.respond(lightness)
            tables.respond(a)
            tables.respond(b)
            for index in 0..<lightness.count {
                let (x, y, z) = (lightness[index], a[index], b[index])
                lightness[index] = 116 * y - 16
                a[index] = 500 * (x - y)
                b[index] = 200 * (y - z)
            }
        }
    }
}

/// The two non-linear functions on the way from sRGB to Lab, tabulated.
private struct LabTables: Sendable {
    static let shared = LabTables()

    /// Linear light of a byte, and how much more the next one has; the last has no next.
    private let linearOfByte: [(value: Float, slope: Float)]
    private let responseOfStep: [Float]
    private static let steps = 8192

    private init() {
        let linear = (0...255).map { byte in
            let value = Double(byte) / 255
            return Float(value <= 0.04045 ? value / 12.92 : power((value + 0.055) / 1.055, 2.4))
        }
        linearOfByte = linear.indices.map { (linear[$0], $0 < 255 ? linear[$0 + 1] - linear[$0] : 0) }
        responseOfStep = (0...Self.steps).map { step in
            let t = Double(step) / Double(Self.steps)
            return Float(t > 0.008856 ? cubeRoot(t) : 7.787 * t + 16.0 / 116)
        }
    }

    /// Writes the linear light of sRGB values 0...255 of `plane`, from `start` on, interpolated between the bytes.
    @inline(__always)
    func linearise(_ plane: Plane, from start: Int, to linear: Plane.Rows) {
        linearOfByte.withUnsafeBufferPointer { table in
            plane.values.withUnsafeBufferPointer { values in
                for index in 0..<linear.count {
                    let value = values[start &+ index]
                    let byte = Int(value)
                    let entry = table[byte & 255]
                    linear[index] = entry.value + (value - Float(byte)) * entry.slope
                }
            }
        }
    }

    /// Puts in place of tristimulus values 0...1 their cube roots, with the linear start that CIE gives it.
    @inline(__always)
    func respond(_ values: Plane.Rows) {
        responseOfStep.withUnsafeBufferPointer { table in
            for index in 0..<values.count {
                values[index] = table[Int(values[index] * Float(Self.steps)).clamped(to: 0...Self.steps)]
            }
        }
    }
}
