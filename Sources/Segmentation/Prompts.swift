// SPDX-License-Identifier: Apache-2.0

public import Raster

/// What an annotator has drawn so far to say which object is meant.
///
/// Each list is in the order of clicking. Points may lie outside the picture (they are moved to its nearest pixel); those
/// that are not finite are ignored, and so are boxes without area in the picture.
public struct Prompts: Hashable, Sendable {
    /// Points on the object.
    public var positives: [Point]
    /// Points beside the object.
    public var negatives: [Point]
    /// Boxes around the object; several are a union, none means that the object may be anywhere.
    public var boxes: [Box]
    /// Length in pixels of the side of a square as large as a typical object of this picture, if somebody knows it.
    public var typicalObjectSize: Double?

    /// Prompts from lists in the order of clicking.
    public init(
        positives: [Point] = [], negatives: [Point] = [], boxes: [Box] = [], typicalObjectSize: Double? = nil
    ) {
        self.positives = positives
        self.negatives = negatives
        self.boxes = boxes
        self.typicalObjectSize = typicalObjectSize
    }
}
