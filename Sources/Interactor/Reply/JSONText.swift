// SPDX-License-Identifier: Apache-2.0

import Raster

/// A JSON text that grows at its end.
struct JSONText {
    private(set) var bytes: [UInt8]

    /// A text that begins with `text`.
    init(_ text: StaticString) {
        bytes = []
        append(text)
    }

    /// Adds `text` as it is.
    mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Adds points as `[[x,y],...]`.
    mutating func append(_ points: [Point]) {
        append("[")
        for (index, point) in points.enumerated() {
            append(index == 0 ? "[" : ",[")
            append(point.x)
            append(",")
            append(point.y)
            append("]")
        }
        append("]")
    }

    /// Adds integers as `[1,2,...]`.
    mutating func append(_ numbers: [Int]) {
        append("[")
        for (index, number) in numbers.enumerated() {
            if index > 0 { append(",") }
            append(number)
        }
        append("]")
    }

    /// Adds `number` rounded to hundredths, without zeros at the end; 0 for what is no number, which JSON lacks.
    mutating func append(_ number: Double) {
        let hundredths = Int(max(-1e15, min(1e15, number.isNaN ? 0 : (number * 100).rounded())))
        if hundredths < 0 { append("-") }
        let (whole, fraction) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
        append(Int(whole))
        if fraction == 0 { return }
        append(".")
        bytes.append(UInt8(ascii: "0") + UInt8(fraction / 10))
        if !fraction.isMultiple(of: 10) { bytes.append(UInt8(ascii: "0") + UInt8(fraction % 10)) }
    }

    private mutating func append(_ number: Int) {
        bytes.append(contentsOf: String(number).utf8)
    }
}
