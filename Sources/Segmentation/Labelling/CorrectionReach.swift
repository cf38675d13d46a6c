// SPDX-License-Identifier: Apache-2.0

extension Memory.Correction {
    /// How far from the click more changes than what is certain, in view pixels; nil if anything may.
    ///
    /// Who points at an error that is thin against the object has found the rest of it right. What else would change,
    /// farther away than the error is likely to be long, is seldom of it, and undoes what earlier clicks have mended.
    func reach(objectArea: Float) -> Float? {
        depth < 0.04 * objectArea.squareRoot() ? 6 * depth : nil
    }

    /// Whether a region of such a probability changes wherever it is: a strap is thin, and long.
    func isCertain(_ probability: Float) -> Bool { isPositive ? probability > 0.92 : probability < 0.08 }
}

/// Puts back what was before in pixels beyond the reach of a correction, unless it is certain there.
func keepBeyondReach(_ view: View, _ memory: Memory, _ probabilities: [Float], mask: inout [UInt8]) {
    guard let correction = memory.correction, let reach = correction.reach(objectArea: memory.area) else { return }
    let isCertain = probabilities.map(correction.isCertain)
    let width = view.geometry.width
    for y in 0..<view.geometry.height {
        let dy = Float(y) + 0.5 - correction.point.y
        for x in 0..<width {
            let dx = Float(x) + 0.5 - correction.point.x
            let pixel = y &* width &+ x
            if dx * dx + dy * dy > reach * reach && !isCertain[Int(view.regionOfPixel[pixel])] {
                mask[pixel] = memory.mask[pixel]
            }
        }
    }
}
