// SPDX-License-Identifier: Apache-2.0

import Outline
import Raster

extension Answer {
    /// The answer as a JSON text for other programs than CVAT.
    ///
    /// `size` is that of the frame; `bounds` are left, top, right and bottom, the last two exclusive; `runs` are the
    /// lengths of the mask's runs inside the bounds, row by row, background first. `bounds` and `runs` are empty if
    /// there is no object.
    public func summary() -> [UInt8] {
        let runs = RunLengths(mask)
        let bounds = mask.bounds
        var text = JSONText("{\"size\":")
        text.append([mask.frameWidth, mask.frameHeight])
        text.append(",\"area\":")
        text.append(Double(mask.mask.area))
        text.append(",\"confidence\":")
        text.append(confidence)
        text.append(",\"bounds\":")
        text.append(mask.isEmpty ? [] : [bounds.x, bounds.y, bounds.maxX, bounds.maxY])
        text.append(",\"polygon\":")
        text.append(polygon.points)
        text.append(",\"runs\":")
        text.append(runs?.counts ?? [])
        text.append("}\n")
        return text.bytes
    }
}
