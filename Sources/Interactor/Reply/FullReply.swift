// SPDX-License-Identifier: Apache-2.0

import Outline
import Raster

extension Answer {
    /// `{"points": [[x, y], ...], "mask": [[0, 1, ...], ...]}` with a row of the mask for every row of the frame.
    ///
    /// Without an object, `points` is empty: CVAT would else look for contours in a mask that has none.
    func fullReply() -> Reply {
        maskReply(of: mask.frame, suffix: JSONText("]}"))
    }

    /// The reply with the rows of the mask in `rect`, which must contain the object, and `suffix` after them, which
    /// closes the list of rows.
    func maskReply(of rect: PixelRect, suffix: JSONText) -> Reply {
        var prefix = JSONText("{\"points\":")
        prefix.append(polygon.points)
        prefix.append(",\"mask\":")
        return Reply(prefix, MaskRows(mask: mask, rect: rect), suffix)
    }
}
