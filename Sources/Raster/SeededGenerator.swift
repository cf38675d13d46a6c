// SPDX-License-Identifier: Apache-2.0

/// A small generator of uniform numbers (G. Steele and others, SplitMix64, 2014): the same seed gives the same numbers
/// everywhere.
package struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    /// The generator that starts from `seed`.
    package init(seed: UInt64) {
        state = seed
    }

    /// The next 64 bits.
    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number 0 ..< 1.
    package mutating func unit() -> Float { Float(next() >> 40) / Float(1 << 24) }
}
