// SPDX-License-Identifier: Apache-2.0

public import Outline
public import Raster

/// The object that prompts point at, before it is written in any form.
public struct Answer: Sendable {
    /// The object's pixels; its bounds are as small as possible.
    public let mask: PlacedMask
    /// How certain the object is, from 0 to 1.
    public let confidence: Double
    /// The outline of the part of the object with the positive points, on pixel corners; empty if there is no object.
    public let polygon: Polygon

    /// An answer made of its parts.
    public init(mask: PlacedMask, confidence: Double, polygon: Polygon) {
        self.mask = mask
        self.confidence = confidence
        self.polygon = polygon
    }
}
