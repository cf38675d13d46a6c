// SPDX-License-Identifier: Apache-2.0

import Outline
import Raster

extension Answer {
    /// `{"points": [[x, y], ...], "mask": [[0, 1, ...], ...]}` with a row of the mask for every row of the frame.
    ///
    /// Without an object, `points` is empty: CVAT would else look for contours in a mask that has none.
    func fullReply() -> [UInt8] {
        let frame = PixelRect(x: 0, y: 0, width: mask.frameWidth, height: mask.frameHeight)
        return maskReply(of: frame, suffix: JSONText("}"))
    }

    /// The reply with the rows of the mask in `rect`, which must contain the object, and `suffix` after them.
    func maskReply(of rect: PixelRect, suffix: JSONText) -> [UInt8] {
        var prefix = JSONText("{\"points\":")
        prefix.append(polygon.points)
        prefix.append(",\"mask\":[")
        let rows = MaskRows(mask: mask, rect: rect)
        let count = prefix.bytes.count + rows.byteCount + 1 + suffix.bytes.count
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            let output = UnsafeMutableRawBufferPointer(buffer)
            output.copyBytes(from: prefix.bytes)
            let end = prefix.bytes.count + rows.byteCount
            rows.write(to: UnsafeMutableRawBufferPointer(rebasing: output[prefix.bytes.count..<end]))
            output[end] = UInt8(ascii: "]")
            UnsafeMutableRawBufferPointer(rebasing: output[(end + 1)...]).copyBytes(from: suffix.bytes)
            initialized = count
        }
    }
}
