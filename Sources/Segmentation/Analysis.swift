// SPDX-License-Identifier: Apache-2.0

public import Raster

/// Everything that is known of a picture before anybody clicks, kept for all clicks on it.
public final class Analysis: Sendable {
    /// Width of the picture in pixels.
    public let width: Int
    /// Height of the picture in pixels.
    public let height: Int
    /// About how many bytes of memory the analysis holds.
    public var byteCount: Int { 0 }

    init(image: Image) {
        width = image.width
        height = image.height
    }
}
