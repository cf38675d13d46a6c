// SPDX-License-Identifier: Apache-2.0

/// One click of an annotator.
struct Click: Hashable, Sendable {
    let pixel: FramePixel
    /// Whether the pixel is on the object.
    let isPositive: Bool
}
