// SPDX-License-Identifier: Apache-2.0

public import Raster

/// Makes a picture of the bytes of a PNG or JPEG file.
///
/// The format is told from the bytes, never from a name. The pixels are those that Pillow's `convert("RGB")` gives
/// after `ImageOps.exif_transpose`, which are those that CVAT shows:
/// - The orientation that EXIF asks for is applied, in JPEG and in PNG.
/// - Alpha is dropped, not blended. Gamma and colour profiles are not applied.
/// - CMYK and YCCK are taken as inverted, whether Adobe's marker says so or not.
/// - 16-bit gray is stretched to 8 bit from its darkest to its lightest pixel; CVAT does the same before it equalises.
///   Of 16-bit colour the high byte is kept.
/// - A file with several pictures gives the first.
///
/// A file that is cut off is an error, as it is to Pillow, even where most of the picture could be seen. Damage that a
/// decoder can step over (a wrong checksum of a chunk without pixels, garbage after the end) is not.
public struct ImageDecoder: Sendable {
    /// Most pixels that a picture may have by its header; checked before memory is taken.
    public var maximumPixels: Int

    /// The limit of pixels that holds if none is given: 100 megapixels, which are 300 MB decoded.
    public static let defaultMaximumPixels = 100_000_000

    /// A decoder that refuses pictures of more than `maximumPixels`.
    public init(maximumPixels: Int = ImageDecoder.defaultMaximumPixels) {
        self.maximumPixels = maximumPixels
    }

    /// Decodes a picture.
    ///
    /// - Parameters:
    ///   - bytes: The file.
    ///   - sufficientSide: If given, a picture may be returned at 1/2, 1/4 or 1/8 of its size as long as its longer
    ///     side keeps this many pixels. Each side is divided rounding up. Only JPEG is decoded faster this way; PNG is
    ///     returned at its full size.
    /// - Returns: The picture as it is to be seen, upright.
    ///
    /// Cost: one pass over the file; memory for the picture, twice that if it has to be turned, and for progressive
    /// JPEG another 2 to 6 bytes a pixel.
    public func decode(
        _ bytes: UnsafeRawBufferPointer, sufficientSide: Int? = nil
    ) throws(ImageDecodingError) -> Image {
        try image(bytes, acceptableHeader(of: bytes), sufficientSide: sufficientSide)
    }

    /// Decodes a picture in the colours in which it is stored, where that is cheaper than RGB: JPEG that is gray or has
    /// a colour for every 1, 1 x 2 or 2 x 2 pixels.
    ///
    /// The errors are those of ``decode(_:sufficientSide:)-(UnsafeRawBufferPointer,_)``.
    public func decodePicture(_ bytes: UnsafeRawBufferPointer) throws(ImageDecodingError) -> Picture {
        let header = try acceptableHeader(of: bytes)
        if case .jpeg(let jpeg) = header.content, let sampling = jpeg.sampling,
            let planes = try decodeJPEGPlanes(bytes, jpeg, sampling)?.upright(from: header.orientation)
        {
            return .lumaChroma(planes)
        }
        return .rgb(try image(bytes, header, sufficientSide: nil))
    }

    private func acceptableHeader(of bytes: UnsafeRawBufferPointer) throws(ImageDecodingError) -> ImageHeader {
        let header = try ImageHeader(of: bytes)
        guard header.pixelCount <= maximumPixels else {
            throw .tooManyPixels(width: header.width, height: header.height, limit: maximumPixels)
        }
        return header
    }

    private func image(
        _ bytes: UnsafeRawBufferPointer, _ header: ImageHeader, sufficientSide: Int?
    ) throws(ImageDecodingError) -> Image {
        let stored =
            switch header.content {
            case .jpeg(let jpeg): try decodeJPEG(bytes, jpeg, sufficientSide: sufficientSide)
            case .png(let png): try decodePNG(bytes, png)
            }
        return stored.upright(from: header.orientation)
    }

    /// Decodes a picture; see ``decode(_:sufficientSide:)-(UnsafeRawBufferPointer,_)``.
    public func decode(_ bytes: [UInt8], sufficientSide: Int? = nil) throws(ImageDecodingError) -> Image {
        try Self.reading(bytes) { (bytes) throws(ImageDecodingError) in
            try decode(bytes, sufficientSide: sufficientSide)
        }
    }

    /// Decodes a picture; see ``decodePicture(_:)-(UnsafeRawBufferPointer)``.
    public func decodePicture(_ bytes: [UInt8]) throws(ImageDecodingError) -> Picture {
        try Self.reading(bytes) { (bytes) throws(ImageDecodingError) in try decodePicture(bytes) }
    }

    private static func reading<Decoded>(
        _ bytes: [UInt8], _ decode: (UnsafeRawBufferPointer) throws(ImageDecodingError) -> Decoded
    ) throws(ImageDecodingError) -> Decoded {
        let result = bytes.withUnsafeBytes { (bytes) -> Result<Decoded, ImageDecodingError> in
            do throws(ImageDecodingError) {
                return .success(try decode(bytes))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}
