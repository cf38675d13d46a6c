// SPDX-License-Identifier: Apache-2.0

/// How large objects are where somebody knows that: on a belt whose camera does not move, or in a set of one kind of things.
struct TypicalSize: Sendable {
    /// Area in view pixels of a typical object.
    let area: Float

    /// How much an object of a certain area would surprise: 0 if it is typical, 1 if it is e times as large or as small, as
    /// logarithms of sizes are about normal. 4 at most, since any set has a few objects that are far larger or smaller.
    func surprise(at area: Float) -> Float {
        let ratio = logarithm(max(1, area) / max(1, self.area))
        return min(4, ratio * ratio)
    }
}
