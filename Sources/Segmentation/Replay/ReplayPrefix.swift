// SPDX-License-Identifier: Apache-2.0

/// The clicks that have been played so far, in the order in which they were played, and what else was given.
///
/// Two requests that begin with the same prefix have the same mask after it; so the mask is kept under it.
struct ReplayPrefix: Hashable, Sendable {
    let box: PixelBox?
    let typicalObjectSize: Float?
    var clicks: [Click]

    /// The prompts of the prefix, each list in the order of clicking.
    var prompts: PixelPrompts {
        PixelPrompts(
            positives: clicks.filter(\.isPositive).map(\.pixel),
            negatives: clicks.filter { !$0.isPositive }.map(\.pixel),
            box: box, typicalObjectSize: typicalObjectSize)
    }
}
