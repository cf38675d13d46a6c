// SPDX-License-Identifier: Apache-2.0

public import Outline
public import Raster

/// The object that prompts point at, before it is written in any form.
public struct Answer: Sendable {
    /// The object's pixels; its bounds are as small as possible.
    public let mask: PlacedMask
    /// How certain the object is, from 0 to 1.
    public let confidence: Double
    private let traced: @Sendable () -> Polygon

    /// An answer made of its parts. `polygon` is asked for when it is needed: a reply with shapes does not have it.
    public init(mask: PlacedMask, confidence: Double, polygon: @escaping @autoclosure @Sendable () -> Polygon) {
        self.mask = mask
        self.confidence = confidence
        traced = polygon
    }

    /// The outline of the part of the object with the positive points, on pixel corners; empty if there is no object.
    /// Cost: that of tracing it, each time.
    public var polygon: Polygon { traced() }
}
