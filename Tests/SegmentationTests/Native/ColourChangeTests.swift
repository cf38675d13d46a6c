// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Segmentation

@Suite struct ColourChangeTests {
    @Test("Sixteen bits are enough for every change of the colour differences")
    func allChanges() {
        let blues = SIMD8<Int16>(0, 1, 2, 3, 4, 5, 6, 7)
        for red in Int16(-255)...255 {
            for first in stride(from: Int16(-255), through: 248, by: 7) {
                let change = ColourChange(blue: blues &+ first, red: SIMD8(repeating: red))
                for place in 0..<8 {
                    let blue = Int(blues[place] + first)
                    let whole = (
                        red: (359 * Int(red)) >> 8, green: -((88 * blue + 183 * Int(red)) >> 8), blue: (454 * blue) >> 8
                    )
                    let isRight =
                        Int(change.ofRed[place]) == whole.red && Int(change.ofGreen[place]) == whole.green
                        && Int(change.ofBlue[place]) == whole.blue
                    if !isRight { Issue.record("\(blue), \(red)") }
                }
            }
        }
    }
}
