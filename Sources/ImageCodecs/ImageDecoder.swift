// SPDX-License-Identifier: Apache-2.0

public import Raster

/// Makes a picture of the bytes of a PNG or JPEG file.
///
/// The format is told from the bytes, never from a name. The pixels are those that Pillow's `convert("RGB")` gives
/// after `ImageOps.exif_transpose`, which are those that CVAT shows:
/// - The orientation that EXIF asks for is applied, in JPEG and in PNG. That of XMP, or of EXIF within a text of PNG, which
///   Pillow knows, too, is not.
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

    /// Most pixels along a side: what handles a picture row by row takes no more than a few megabytes at once.
    public static let longestSide = 1_000_000

    /// A second thread's start and search are worth what they cost from about so many pixels on.
    var leastSharedPixels = 250_000

    /// A decoder that refuses pictures of more than `maximumPixels`.
    public init(maximumPixels: Int = ImageDecoder.defaultMaximumPixels) {
        self.maximumPixels = maximumPixels
    }

    /// Decodes a picture.
    ///
    /// - Parameter bytes: The file.
    /// - Returns: The picture as it is to be seen, upright.
    ///
    /// Cost: one pass over the file; memory for the picture, twice that if it has to be turned, and for progressive
    /// JPEG another 2 to 6 bytes a pixel.
    public func decode(_ bytes: UnsafeRawBufferPointer) throws(ImageDecodingError) -> Image {
        try image(bytes, header(of: bytes))
    }

    /// Calls `piece` once with every number below `count`, perhaps at the same time on several threads, and returns when
    /// all calls have returned.
    public typealias Sharing = @Sendable (_ count: Int, _ piece: @Sendable (Int) -> Void) -> Void

    /// Decodes a picture in the colours in which it is stored, where that is cheaper than RGB: JPEG that is gray or has
    /// a colour for every 1, 1 x 2 or 2 x 2 pixels.
    ///
    /// The errors are those of ``decode(_:)-(UnsafeRawBufferPointer)``.
    ///
    /// - Parameters:
    ///   - bytes: The file.
    ///   - header: What ``header(of:)`` says of it, where that was asked before.
    ///   - sufficientSamples: If given, such a picture may come with one sample of luma for 2 x 2, 4 x 4 or 8 x 8 pixels
    ///     as long as there are more than this many. libjpeg makes them of fewer coefficients of each block, which takes
    ///     less time and memory than reducing the decoded picture.
    ///   - sharing: Shares work among threads. A usual JPEG file is then decoded in two parts, for which the part of the
    ///     file that belongs to the lower one is copied; the picture is the same to the bit.
    public func decodePicture(
        _ bytes: UnsafeRawBufferPointer, header: ImageHeader? = nil, sufficientSamples: Int? = nil,
        sharing: Sharing? = nil
    ) throws(ImageDecodingError) -> Picture {
        let header = if let header { header } else { try self.header(of: bytes) }
        let sharing = header.pixelCount < leastSharedPixels ? nil : sharing
        let steps = [8, 4, 2].filter { header.pixelCount / ($0 * $0) > sufficientSamples ?? .max } + [1]
        if case .jpeg(let jpeg) = header.content, let sampling = jpeg.sampling,
            let step = steps.first(where: { PlaneLayout(jpeg, sampling, step: $0).canBeTurned(jpeg) }),
            let planes = try decodeJPEGPlanes(bytes, jpeg, sampling, step: step, sharing: sharing)?
                .upright(from: header.orientation)
        {
            return .lumaChroma(planes)
        }
        return .rgb(try image(bytes, header))
    }

    /// Reads the header of a file; a picture that is too large to be decoded is an error.
    public func header(of bytes: UnsafeRawBufferPointer) throws(ImageDecodingError) -> ImageHeader {
        let header = try ImageHeader(of: bytes)
        guard header.pixelCount <= maximumPixels else {
            throw .tooManyPixels(width: header.width, height: header.height, limit: maximumPixels)
        }
        guard max(header.width, header.height) <= Self.longestSide else {
            throw .tooLong(width: header.width, height: header.height)
        }
        return header
    }

    private func image(
        _ bytes: UnsafeRawBufferPointer, _ header: ImageHeader
    ) throws(ImageDecodingError) -> Image {
        let stored =
            switch header.content {
            case .jpeg(let jpeg): try decodeJPEG(bytes, jpeg)
            case .png(let png): try decodePNG(bytes, png)
            }
        return stored.upright(from: header.orientation)
    }

    /// Decodes a picture; see ``decode(_:)-(UnsafeRawBufferPointer)``.
    public func decode(_ bytes: [UInt8]) throws(ImageDecodingError) -> Image {
        try bytes.read { (bytes) throws(ImageDecodingError) in try decode(bytes) }
    }

    /// Decodes a picture; see ``decodePicture(_:header:sufficientSamples:sharing:)``.
    public func decodePicture(
        _ bytes: [UInt8], sufficientSamples: Int? = nil, sharing: Sharing? = nil
    ) throws(ImageDecodingError) -> Picture {
        try bytes.read { (bytes) throws(ImageDecodingError) in
            try decodePicture(bytes, sufficientSamples: sufficientSamples, sharing: sharing)
        }
    }
}
