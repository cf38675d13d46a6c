// SPDX-License-Identifier: Apache-2.0

public import Raster

/// The answer to prompts: the pixels of one object.
public struct Segment: Hashable, Sendable {
    /// The object's pixels at the picture's own resolution, in bounds as small as possible; empty when the prompts name
    /// no object.
    public let mask: PlacedMask
    /// How certain the segmenter is of the returned region, from 0 to 1; 0 when it is empty.
    public let confidence: Double

    /// An answer made of its parts.
    public init(mask: PlacedMask, confidence: Double) {
        self.mask = mask
        self.confidence = confidence
    }
}
