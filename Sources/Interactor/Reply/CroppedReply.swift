// SPDX-License-Identifier: Apache-2.0

import Raster

extension Answer {
    /// `{"points": [...], "mask": [[...], ...], "bounds": [left, top, right, bottom]}` with only the rows and columns
    /// of the mask that lie inside the bounds, which are inclusive.
    ///
    /// CVAT reads the width of the first row, so that without an object there must be a row: one background pixel.
    func croppedReply() -> Reply {
        let rect = mask.isEmpty ? PixelRect(width: 1, height: 1) : mask.bounds
        var suffix = JSONText("],\"bounds\":")
        suffix.append([rect.x, rect.y, rect.maxX - 1, rect.maxY - 1])
        suffix.append("}")
        return maskReply(of: rect, suffix: suffix)
    }
}
