// SPDX-License-Identifier: Apache-2.0

public import Raster

/// Turns clicks into the mask of one object: `analyse` once a picture, `segment` for every click.
public struct Segmenter: Sendable {
    /// A segmenter with its default settings.
    public init() {}

    /// Prepares a picture for clicks.
    public func analyse(_ image: Image) -> Analysis { Analysis(image: image) }

    /// The object that `prompts` point at in the picture of `analysis`.
    public func segment(_ analysis: Analysis, _ prompts: Prompts) -> Segment {
        Segment(mask: .empty(frameWidth: analysis.width, frameHeight: analysis.height), confidence: 0)
    }
}
