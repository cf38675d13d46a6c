// SPDX-License-Identifier: Apache-2.0

import CImageShims
import Raster

/// Decodes the first picture of a JPEG file as it is stored, at 1/1, 1/2, 1/4 or 1/8 of its size.
///
/// libjpeg writes straight into the picture; a reduced picture comes from fewer coefficients of each block, which is
/// faster than reducing the decoded one.
func decodeJPEG(
    _ bytes: UnsafeRawBufferPointer, _ header: JPEGHeader, sufficientSide: Int?
) throws(ImageDecodingError) -> Image {
    let denominator = reduction(of: max(header.width, header.height), keeping: sufficientSide)
    return try Image(
        width: reduced(header.width, by: denominator), height: reduced(header.height, by: denominator)
    ) { pixels throws(ImageDecodingError) in
        try runShim(.jpeg) { message in
            image_shim_decode_jpeg(
                bytes.baseAddress, bytes.count, UInt32(header.width), UInt32(header.height), UInt32(denominator),
                pixels.baseAddress, message)
        }
    }
}

/// The greatest of 1, 2, 4 and 8 by which `side` can be divided and still be at least `sufficient`.
private func reduction(of side: Int, keeping sufficient: Int?) -> Int {
    guard let sufficient else { return 1 }
    return [8, 4, 2].first { reduced(side, by: $0) >= sufficient } ?? 1
}

private func reduced(_ side: Int, by denominator: Int) -> Int {
    (side + denominator - 1) / denominator
}
