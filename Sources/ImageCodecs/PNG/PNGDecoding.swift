// SPDX-License-Identifier: Apache-2.0

import CImageShims
import Raster

/// Decodes a PNG file as it is stored. libpng writes straight into the picture.
func decodePNG(_ bytes: UnsafeRawBufferPointer, _ header: PNGHeader) throws(ImageDecodingError) -> Image {
    let layout = header.is16BitGray ? IMAGE_SHIM_PNG_GRAY16 : IMAGE_SHIM_PNG_RGB8
    return try Image(width: header.width, height: header.height) { pixels throws(ImageDecodingError) in
        try runShim(.png) { message in
            image_shim_decode_png(
                bytes.baseAddress, bytes.count, UInt32(header.width), UInt32(header.height), layout,
                pixels.baseAddress, message)
        }
        if header.is16BitGray { stretchGray16(in: pixels) }
    }
}
