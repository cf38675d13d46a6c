// SPDX-License-Identifier: Apache-2.0

/// What changes of the colour differences, each from -255 to 255, add to changes of red, green and blue, beside the change
/// of luma: 359/256 of red's to red, -88/256 of blue's and -183/256 of red's to green, 454/256 of blue's to blue, each
/// rounded down, that of green before its sign is turned.
///
/// Whole parts are taken out first, so that all numbers fit into sixteen bits, of which the processor multiplies eight at
/// once.
struct ColourChange {
    let blue: SIMD8<Int16>
    let red: SIMD8<Int16>

    @inline(__always) var ofRed: SIMD8<Int16> { red &+ (103 &* red) &>> 8 }
    @inline(__always) var ofGreen: SIMD8<Int16> { 0 &- red &- (44 &* blue &+ (-73 &* red) &>> 1) &>> 7 }
    @inline(__always) var ofBlue: SIMD8<Int16> { 2 &* blue &+ (-58 &* blue) &>> 8 }
}
