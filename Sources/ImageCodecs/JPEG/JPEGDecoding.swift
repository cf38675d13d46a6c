// SPDX-License-Identifier: Apache-2.0

import CImageShims
import Raster

/// Decodes the first picture of a JPEG file as it is stored; libjpeg writes straight into the picture.
func decodeJPEG(_ bytes: UnsafeRawBufferPointer, _ header: JPEGHeader) throws(ImageDecodingError) -> Image {
    try Image(width: header.width, height: header.height) { pixels throws(ImageDecodingError) in
        try runShim(.jpeg) { message in
            image_shim_decode_jpeg(
                bytes.baseAddress, bytes.count, UInt32(header.width), UInt32(header.height), pixels.baseAddress,
                message)
        }
    }
}

/// Decodes the first picture of a JPEG file as its planes are stored, with a sample of luma for `step` x `step` pixels
/// (1, 2, 4 or 8); nil if it holds its colours in another way than `sampling` says. Colours of 4:2:2 are averaged to
/// 4:2:0.
///
/// With `sharing` a usual file is decoded in two parts at the same time if somebody helps; what comes out is the same.
func decodeJPEGPlanes(
    _ bytes: UnsafeRawBufferPointer, _ header: JPEGHeader, _ sampling: JPEGSampling, step: Int,
    sharing: ImageDecoder.Sharing? = nil
) throws(ImageDecodingError) -> LumaChromaImage? {
    let file = PlanesFile(bytes, header, sampling, step: step)
    let layout = file.layout
    let colourCount = sampling.components == 3 ? layout.colourWidth * layout.colourHeight : 0
    let lumaCount = layout.lumaWidth * reduced(header.height, by: step)
    var hasPlanes: Result<Bool, ImageDecodingError> = .success(false)
    var blue: [UInt8] = []
    var red: [UInt8] = []
    let luma = [UInt8](unsafeUninitializedCapacity: lumaCount) { luma, written in
        (blue, red) = twoPlanes(of: colourCount) { blue, red in
            let planes = PlaneMemory(luma: luma.baseAddress, blue: blue, red: red)
            hasPlanes = Result { () throws(ImageDecodingError) in try file.decode(into: planes, sharing) }
            return (try? hasPlanes.get()) == true
        }
        written = (try? hasPlanes.get()) == true ? lumaCount : 0
    }
    guard try hasPlanes.get() else { return nil }
    if sampling.components == 1 {
        blue = [UInt8](repeating: 128, count: layout.colourWidth * layout.colourHeight)
        red = blue
    } else if layout.across > layout.down {
        blue = rowsAveragedInPairs(blue, width: layout.colourWidth, height: layout.colourHeight)
        red = rowsAveragedInPairs(red, width: layout.colourWidth, height: layout.colourHeight)
    }
    return LumaChromaImage(
        width: header.width, height: header.height, lumaStep: step, colourStep: layout.across, luma: luma,
        blueDifference: blue, redDifference: red)
}

/// Two planes of `count` samples that `write` writes; empty ones if it says that it has not.
private func twoPlanes(
    of count: Int, _ write: (UnsafeMutablePointer<UInt8>?, UnsafeMutablePointer<UInt8>?) -> Bool
) -> ([UInt8], [UInt8]) {
    var second: [UInt8] = []
    let first = [UInt8](unsafeUninitializedCapacity: count) { first, written in
        second = [UInt8](unsafeUninitializedCapacity: count) { second, written in
            written = write(first.baseAddress, second.baseAddress) ? count : 0
        }
        written = second.count
    }
    return (first, second)
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
