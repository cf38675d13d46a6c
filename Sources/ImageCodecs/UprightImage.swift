// SPDX-License-Identifier: Apache-2.0

import Raster

extension Image {
    /// The picture as it is to be seen if its pixels were stored in `orientation`. Cost: one pass, none if upright.
    func upright(from orientation: Orientation) -> Image {
        guard orientation != .upright else { return self }
        let turn = Turn(orientation, width: width, height: height)
        return Image(width: turn.targetWidth, height: turn.targetHeight, pixels: turn.applied(to: pixels, channels: 3))
    }
}

extension LumaChromaImage {
    /// The same; its squares of pixels that share a colour must be squares of the upright picture
    /// (see ``PlaneLayout/canBeTurned(_:)``).
    func upright(from orientation: Orientation) -> LumaChromaImage {
        guard orientation != .upright else { return self }
        let step = max(lumaStep, colourStep)
        precondition(width.isMultiple(of: step) && height.isMultiple(of: step))
        let turn = Turn(orientation, width: lumaWidth, height: lumaHeight)
        let colourTurn = Turn(orientation, width: colourWidth, height: colourHeight)
        return LumaChromaImage(
            width: lumaStep * turn.targetWidth, height: lumaStep * turn.targetHeight, lumaStep: lumaStep,
            colourStep: colourStep,
            luma: turn.applied(to: luma, channels: 1),
            blueDifference: colourTurn.applied(to: blueDifference, channels: 1),
            redDifference: colourTurn.applied(to: redDifference, channels: 1))
    }
}

/// Makes an upright grid of one that is stored in another orientation.
private struct Turn {
    private let width: Int
    private let height: Int
    let targetWidth: Int
    let targetHeight: Int
    private let path: TargetPath

    init(_ orientation: Orientation, width: Int, height: Int) {
        self.width = width
        self.height = height
        (targetWidth, targetHeight) = orientation.swapsSides ? (height, width) : (width, height)
        path = TargetPath(orientation, width: width, height: height)
    }

    /// The samples in their new places, `channels` bytes side by side.
    ///
    /// By tiles, because in a transposed grid neighbours of a row are a row apart: a tile of both fits the cache.
    func applied(to samples: [UInt8], channels: Int) -> [UInt8] {
        let side = 32
        return [UInt8](unsafeUninitializedCapacity: samples.count) { target, initialized in
            samples.withUnsafeBufferPointer { source in
                for top in stride(from: 0, to: height, by: side) {
                    for left in stride(from: 0, to: width, by: side) {
                        for y in top..<min(top + side, height) {
                            for x in left..<min(left + side, width) {
                                let from = channels * (y * width + x)
                                let to = channels * (path.origin + y * path.rowStep + x * path.columnStep)
                                for channel in 0..<channels { target[to + channel] = source[from + channel] }
                            }
                        }
                    }
                }
            }
            initialized = samples.count
        }
    }
}

/// Where the stored pixels go, counted in pixels from the start of the upright picture.
private struct TargetPath {
    /// Where the first stored pixel goes.
    let origin: Int
    /// How far a stored pixel goes from the one above it.
    let rowStep: Int
    /// How far a stored pixel goes from the one left of it.
    let columnStep: Int

    init(_ orientation: Orientation, width: Int, height: Int) {
        switch orientation {
        case .upright: (origin, rowStep, columnStep) = (0, width, 1)
        case .mirrored: (origin, rowStep, columnStep) = (width - 1, width, -1)
        case .halfTurn: (origin, rowStep, columnStep) = (width * height - 1, -width, -1)
        case .flipped: (origin, rowStep, columnStep) = (width * (height - 1), -width, 1)
        case .transposed: (origin, rowStep, columnStep) = (0, 1, height)
        case .clockwise: (origin, rowStep, columnStep) = (height - 1, -1, height)
        case .transversed: (origin, rowStep, columnStep) = (width * height - 1, -1, -height)
        case .counterclockwise: (origin, rowStep, columnStep) = (height * (width - 1), 1, -height)
        }
    }
}
