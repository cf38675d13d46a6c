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

/// Decodes the first picture of a JPEG file as its planes are stored; nil if it holds its colours in another way than
/// `sampling` says. Colours of 4:2:2 are averaged to 4:2:0.
func decodeJPEGPlanes(
    _ bytes: UnsafeRawBufferPointer, _ header: JPEGHeader, _ sampling: JPEGSampling
) throws(ImageDecodingError) -> LumaChromaImage? {
    let colourWidth = reduced(header.width, by: sampling.across)
    let colourHeight = reduced(header.height, by: sampling.down)
    let colourCount = sampling.components == 3 ? colourWidth * colourHeight : 0
    var luma = [UInt8](repeating: 0, count: header.width * header.height)
    var blue = [UInt8](repeating: 0, count: colourCount)
    var red = [UInt8](repeating: 0, count: colourCount)
    var holdsOtherColours = false
    try runShim(.jpeg) { message in
        luma.withUnsafeMutableBufferPointer { luma in
            blue.withUnsafeMutableBufferPointer { blue in
                red.withUnsafeMutableBufferPointer { red in
                    let status = image_shim_decode_jpeg_planes(
                        bytes.baseAddress, bytes.count, UInt32(header.width), UInt32(header.height),
                        UInt32(sampling.components), UInt32(sampling.across), UInt32(sampling.down),
                        [luma.baseAddress, blue.baseAddress, red.baseAddress], message)
                    holdsOtherColours = status == IMAGE_SHIM_OTHER_COLOURS
                    return holdsOtherColours ? IMAGE_SHIM_OK : status
                }
            }
        }
    }
    if holdsOtherColours { return nil }
    if sampling.components == 1 {
        let step = sampling.colourStep
        blue = [UInt8](repeating: 128, count: reduced(header.width, by: step) * reduced(header.height, by: step))
        red = blue
    } else if sampling.across > sampling.down {
        blue = rowsAveragedInPairs(blue, width: colourWidth, height: colourHeight)
        red = rowsAveragedInPairs(red, width: colourWidth, height: colourHeight)
    }
    return LumaChromaImage(
        width: header.width, height: header.height, colourStep: sampling.colourStep, luma: luma,
        blueDifference: blue, redDifference: red)
}

/// Means of every two rows; an odd last one stays as it is.
private func rowsAveragedInPairs(_ samples: [UInt8], width: Int, height: Int) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: width * reduced(height, by: 2))
    for y in 0..<reduced(height, by: 2) {
        let upper = 2 * y * width
        let lower = min(2 * y + 1, height - 1) * width
        for x in 0..<width {
            result[y * width + x] = UInt8((UInt16(samples[upper + x]) + UInt16(samples[lower + x]) + 1) / 2)
        }
    }
    return result
}

/// The greatest of 1, 2, 4 and 8 by which `side` can be divided and still be at least `sufficient`.
private func reduction(of side: Int, keeping sufficient: Int?) -> Int {
    guard let sufficient else { return 1 }
    return [8, 4, 2].first { reduced(side, by: $0) >= sufficient } ?? 1
}

private func reduced(_ side: Int, by denominator: Int) -> Int {
    (side + denominator - 1) / denominator
}
