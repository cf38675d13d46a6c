// SPDX-License-Identifier: Apache-2.0

/// A decoded picture, in the colours in which its file holds it.
///
/// Segmentation works on luma and colour differences, so it wants those of a JPEG file as they are: turning them to RGB
/// and back costs more than decoding.
public enum Picture: Hashable, Sendable {
    /// Red, green and blue of every pixel: of PNG files, and of JPEG files in unusual colours.
    case rgb(Image)
    /// Luma and colour differences, perhaps reduced: of all other JPEG files.
    case lumaChroma(LumaChromaImage)

    /// Number of pixels in a row.
    public var width: Int {
        switch self {
        case .rgb(let image): image.width
        case .lumaChroma(let image): image.width
        }
    }

    /// Number of rows.
    public var height: Int {
        switch self {
        case .rgb(let image): image.height
        case .lumaChroma(let image): image.height
        }
    }

    /// All of the picture.
    public var frame: PixelRect { PixelRect(width: width, height: height) }

    /// Whether there is less than a sample a pixel, since the file was decoded at a reduced size.
    public var isReduced: Bool {
        switch self {
        case .rgb: false
        case .lumaChroma(let image): image.lumaStep > 1
        }
    }

    /// The picture in RGB, to be shown. Cost: one pass, none if it is RGB.
    public var image: Image {
        switch self {
        case .rgb(let image): image
        case .lumaChroma(let image): Image(image)
        }
    }
}
