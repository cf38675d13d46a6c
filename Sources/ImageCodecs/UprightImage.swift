// SPDX-License-Identifier: Apache-2.0

import Raster

extension Image {
    /// The picture as it is to be seen if its pixels were stored in `orientation`. Cost: one pass, none if upright.
    func upright(from orientation: Orientation) -> Image {
        guard orientation != .upright else { return self }
        let path = TargetPath(orientation, width: width, height: height)
        let (targetWidth, targetHeight) = orientation.swapsSides ? (height, width) : (width, height)
        return Image(width: targetWidth, height: targetHeight) { target in
            pixels.withUnsafeBufferPointer { source in
                copyByTiles(source, to: target, along: path)
            }
        }
    }

    /// Tiles, because in a transposed picture neighbours of a row are a row apart: a tile of both fits the cache.
    private func copyByTiles(
        _ source: UnsafeBufferPointer<UInt8>, to target: UnsafeMutableBufferPointer<UInt8>, along path: TargetPath
    ) {
        let side = 32
        for top in stride(from: 0, to: height, by: side) {
            for left in stride(from: 0, to: width, by: side) {
                for y in top..<min(top + side, height) {
                    for x in left..<min(left + side, width) {
                        let from = 3 * (y * width + x)
                        let to = 3 * (path.origin + y * path.rowStep + x * path.columnStep)
                        target[to] = source[from]
                        target[to + 1] = source[from + 1]
                        target[to + 2] = source[from + 2]
                    }
                }
            }
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
