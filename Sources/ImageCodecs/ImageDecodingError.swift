// SPDX-License-Identifier: Apache-2.0

/// Why bytes did not become a picture; one case for each way of failing.
///
/// The description is one line of printable ASCII for the person who sent the picture: it is fit for a terminal and
/// for the reason phrase of an HTTP reply.
public enum ImageDecodingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There are no bytes at all.
    case noBytes
    /// The first bytes are those of no known format.
    case unknownFormat
    /// The format is known but not decoded.
    case unsupportedFormat(ImageFormat)
    /// The format is decoded but not this kind of it, such as a JPEG file with 12 bits a sample.
    case unsupportedKind(ImageFormat, reason: String)
    /// The header gives the picture a side of length zero.
    case emptyPicture(ImageFormat, width: Int, height: Int)
    /// The header gives the picture more pixels than ``ImageDecoder/maximumPixels``. No memory was taken for it.
    case tooManyPixels(width: Int, height: Int, limit: Int)
    /// The header gives the picture a side of more than ``ImageDecoder/longestSide``.
    case tooLong(width: Int, height: Int)
    /// The bytes end before the picture does.
    case truncated(ImageFormat)
    /// The bytes break a rule of the format; `reason` says which, in the words of the decoder.
    case damaged(ImageFormat, reason: String)

    /// One line of ASCII.
    public var description: String {
        switch self {
        case .noBytes:
            "The image is empty: no bytes were sent"
        case .unknownFormat:
            "The format of the image is not known; \(Self.accepted)"
        case .unsupportedFormat(let format):
            "The image is in the format \(format.name), which is not supported; \(Self.accepted)"
        case .unsupportedKind(let format, let reason):
            "This kind of \(format.name) image is not supported: \(reason)"
        case .emptyPicture(let format, let width, let height):
            "The \(format.name) image has no pixels: its size is \(width) x \(height)"
        case .tooManyPixels(let width, let height, let limit):
            "The image is too large: \(width) x \(height) is more than the limit of \(limit) pixels"
        case .tooLong(let width, let height):
            "The image is too large: \(width) x \(height) has a side of more than \(ImageDecoder.longestSide) pixels"
        case .truncated(let format):
            "The \(format.name) image is cut off: its end is missing"
        case .damaged(let format, let reason):
            "The \(format.name) image is damaged: \(reason)"
        }
    }

    private static var accepted: String {
        "accepted are " + ImageFormat.decodable.map(\.name).joined(separator: " and ")
    }
}
