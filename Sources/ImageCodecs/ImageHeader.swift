// SPDX-License-Identifier: Apache-2.0

/// What the header of a PNG or JPEG file says of its picture; no pixel is decoded.
public struct ImageHeader: Sendable {
    /// The format of the file.
    public let format: ImageFormat
    /// How the stored picture has to be turned to be seen upright.
    public let orientation: Orientation
    /// Width in pixels of the stored picture, before it is turned.
    public let storedWidth: Int
    /// Height in pixels of the stored picture, before it is turned.
    public let storedHeight: Int

    let content: Content

    enum Content {
        case jpeg(JPEGHeader)
        case png(PNGHeader)
    }

    /// Width in pixels of the upright picture.
    public var width: Int { orientation.swapsSides ? storedHeight : storedWidth }
    /// Height in pixels of the upright picture.
    public var height: Int { orientation.swapsSides ? storedWidth : storedHeight }
    /// Number of pixels.
    public var pixelCount: Int { storedWidth * storedHeight }

    /// Reads the header of a file.
    ///
    /// Both sides of the picture are at least 1, else ``ImageDecodingError/emptyPicture(_:width:height:)`` is thrown.
    /// Cost: of a JPEG file the segments before the pixels are walked over, of a PNG file all chunks.
    public init(of bytes: UnsafeRawBufferPointer) throws(ImageDecodingError) {
        let file = ByteView(bytes)
        guard file.count > 0 else { throw .noBytes }
        switch ImageFormat.sniff(file) {
        case .jpeg:
            let header = try JPEGHeader(of: file)
            try self.init(.jpeg, .jpeg(header), header.width, header.height, header.orientation)
        case .png:
            let header = try PNGHeader(of: file)
            try self.init(.png, .png(header), header.width, header.height, header.orientation)
        case let format?:
            throw .unsupportedFormat(format)
        case nil:
            throw .unknownFormat
        }
    }

    /// Reads the header of a file; see ``init(of:)-(UnsafeRawBufferPointer)``.
    public init(of bytes: [UInt8]) throws(ImageDecodingError) {
        self = try bytes.read { (bytes) throws(ImageDecodingError) in try ImageHeader(of: bytes) }
    }

    private init(
        _ format: ImageFormat, _ content: Content, _ width: Int, _ height: Int, _ orientation: Orientation
    ) throws(ImageDecodingError) {
        guard width > 0, height > 0 else { throw .emptyPicture(format, width: width, height: height) }
        self.format = format
        self.content = content
        self.orientation = orientation
        storedWidth = width
        storedHeight = height
    }
}
