// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FoundationEssentials
import ImageCodecs
import Raster
import Segmentation

/// A picture and the mask of one object in it, as two files.
struct LabelledObject {
    let imagePath: String
    let maskPath: String
    /// Where the list names them, for messages.
    let place: String

    /// Reads a list: a line an object, the two paths separated by a tab.
    static func list(_ path: String) throws -> [LabelledObject] {
        let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return try lines.enumerated().compactMap { number, line in
            if line.isEmpty { return nil }
            let place = "\(path), line \(number + 1)"
            let fields = line.split(separator: "\t")
            guard fields.count == 2 else {
                throw ValidationError("\(place): expected a picture and a mask with a tab between")
            }
            return LabelledObject(imagePath: String(fields[0]), maskPath: String(fields[1]), place: place)
        }
    }

    /// Reads both files, which must be of one size.
    func load() throws -> (Picture, Truth) {
        let picture = try ImageDecoder().decodePicture([UInt8](Data(contentsOf: URL(filePath: imagePath))))
        let mask = try ImageDecoder().decode([UInt8](Data(contentsOf: URL(filePath: maskPath))))
        guard picture.width == mask.width, picture.height == mask.height else {
            let sizes = "\(picture.width)×\(picture.height) and \(mask.width)×\(mask.height)"
            throw ValidationError("\(place): picture and mask have different sizes, \(sizes)")
        }
        let gray = stride(from: 0, to: mask.pixels.count, by: 3).map { mask.pixels[$0] }
        return (picture, Truth(width: mask.width, height: mask.height, pixels: gray))
    }
}

extension Picture {
    /// The part of the picture inside `rect`, which starts in an even column and row.
    func cropped(to rect: PixelRect) -> Picture {
        switch self {
        case .rgb(let image):
            let bytes = part(
                of: image.pixels, width: 3 * image.width, columns: (3 * rect.x)..<(3 * rect.maxX),
                rows: rect.y..<rect.maxY)
            return .rgb(Image(width: rect.width, height: rect.height, pixels: bytes))
        case .lumaChroma(let image):
            let step = image.colourStep
            let columns = (rect.x / step)..<((rect.maxX + step - 1) / step)
            let rows = (rect.y / step)..<((rect.maxY + step - 1) / step)
            return .lumaChroma(
                LumaChromaImage(
                    width: rect.width, height: rect.height, colourStep: step,
                    luma: part(
                        of: image.luma, width: image.width, columns: rect.x..<rect.maxX, rows: rect.y..<rect.maxY),
                    blueDifference: part(
                        of: image.blueDifference, width: image.colourWidth, columns: columns, rows: rows),
                    redDifference: part(
                        of: image.redDifference, width: image.colourWidth, columns: columns, rows: rows)))
        }
    }
}

private func part(of samples: [UInt8], width: Int, columns: Range<Int>, rows: Range<Int>) -> [UInt8] {
    rows.flatMap { samples[($0 * width + columns.lowerBound)..<($0 * width + columns.upperBound)] }
}

extension Truth {
    /// The part of the truth inside `rect`.
    func cropped(to rect: PixelRect) -> Truth {
        Truth(
            width: rect.width, height: rect.height,
            pixels: part(of: pixels, width: width, columns: rect.x..<rect.maxX, rows: rect.y..<rect.maxY))
    }

    /// Bounding box of the object.
    var bounds: PixelRect {
        Mask(width: width, height: height, pixels: pixels.map { $0 == 255 ? 1 : 0 }).bounds
    }

    /// The whole frame, or as often a part of it in which the object is larger: objects of every relative size are seen.
    func randomRect(using generator: inout SeededGenerator, wholeShare: Float = 0.5) -> PixelRect {
        let whole = PixelRect(width: width, height: height)
        guard generator.unit() >= wholeShare else { return whole }
        let object = bounds
        let relative = 0.2 + 0.65 * generator.unit()
        let side = Float(object.longerSide) / relative
        func span(_ low: Int, _ length: Int, _ limit: Int) -> (Int, Int) {
            let wanted = max(side * (0.8 + 0.45 * generator.unit()), 1.1 * Float(length), 48)
            let size = min(limit, Int(wanted))
            let slack = Float(low) - max(0, Float(low + length - size))
            let start = Float(low) - generator.unit() * max(0, slack)
            return (min(max(0, Int(start)), limit - size), size)
        }
        let (x, w) = span(object.x, object.width, width)
        let (y, h) = span(object.y, object.height, height)
        // Even, as pixels share their colours two by two.
        return PixelRect(x: x / 2 * 2, y: y / 2 * 2, width: w, height: h)
    }
}
