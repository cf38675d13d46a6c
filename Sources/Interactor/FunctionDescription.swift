// SPDX-License-Identifier: Apache-2.0

/// What CVAT is told of an interactor before it is called: the record that Nuclio's dashboard keeps of a function.
///
/// `function.yaml` says the same and is tested against this.
public struct FunctionDescription: Hashable, Sendable {
    /// The name by which the function is called: a DNS label, and none that CVAT treats in a way of its own.
    public let id: String
    /// The name that annotators see.
    public let displayName: String
    /// What the function is to CVAT.
    public let kind: String
    /// Version of the interactor contract; CVAT switches off the button of interactors below 2.
    public let version: Int
    /// Positive points without which CVAT doesn't call the function.
    public let minPositivePoints: Int
    /// Negative points without which CVAT doesn't call the function; below 0 CVAT takes none at all.
    public let minNegativePoints: Int
    /// Whether an annotator may choose to begin with a box.
    public let boxIsOptional: Bool
    /// How to use it, shown beside the button.
    public let helpMessage: String
    /// What it is, in a line; CVAT can't list functions without one.
    public let summary: String

    /// The function that this package is.
    public static let ridgeline = FunctionDescription(
        id: "ridgeline-watershed",
        displayName: "Ridgeline",
        kind: "interactor",
        version: 2,
        minPositivePoints: 0,
        minNegativePoints: 0,
        boxIsOptional: true,
        helpMessage: "Click the object; more left clicks add to it, right clicks take away. A box confines it.",
        summary: "Watershed segmentation from clicks, without a neural network")

    /// The annotations of the function's record, in the order in which `function.yaml` has them.
    ///
    /// All values are strings, as in Nuclio. CVAT takes every non-empty string for true, "false" too, so that what is
    /// false is left out: `startswith_box`, which would make a box obligatory.
    public var annotations: [(key: String, value: String)] {
        [
            ("name", displayName),
            ("version", "\(version)"),
            ("type", kind),
            ("spec", ""),
            ("min_pos_points", "\(minPositivePoints)"),
            ("min_neg_points", "\(minNegativePoints)"),
        ] + (boxIsOptional ? [("startswith_box_optional", "true")] : []) + [
            ("help_message", helpMessage),
            ("animated_gif", ""),
        ]
    }
}
