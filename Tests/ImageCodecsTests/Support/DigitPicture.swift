// SPDX-License-Identifier: Apache-2.0

import Raster

/// A picture drawn with digits: the pixel `7` is (7, 107, 207), so that neither pixels nor channels can change places.
func picture(_ drawing: String) -> Image {
    let rows = drawing.split(separator: "\n").map { $0.compactMap(\.wholeNumberValue) }
    return Image(
        width: rows[0].count, height: rows.count,
        pixels: rows.joined().flatMap { [UInt8($0), UInt8(100 + $0), UInt8(200 + $0)] })
}
