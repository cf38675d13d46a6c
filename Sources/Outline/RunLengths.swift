// SPDX-License-Identifier: Apache-2.0

public import Raster

/// A mask as run lengths in the form in which CVAT stores and exchanges masks.
///
/// The pixels of the object's bounding box are read row by row; ``counts`` are the lengths of the alternating runs,
/// background first (its count is 0 if the first pixel is object).
public struct RunLengths: Hashable, Sendable {
    /// Lengths of the runs in pixels, background first; their sum is the number of pixels of ``bounds``.
    public let counts: [Int]
    /// The rectangle that the runs cover.
    public let bounds: PixelRect

    /// Why numbers are not the run lengths of a mask.
    public enum InvalidRunLengths: Error, Hashable {
        /// There are not even a count and the four sides of a box.
        case tooFewValues(Int)
        /// The last four numbers are not the left, top, right and bottom of a box inside the frame.
        case boxOutsideFrame(left: Int, top: Int, right: Int, bottom: Int)
        /// A count is negative.
        case negativeCount(Int)
        /// The counts don't add up to the pixels of the box.
        case wrongSum(Int, expected: Int)
    }

    /// The run lengths of an object; nil if there is none. Cost: one pass over its bounds, eight pixels at a time.
    public init?(_ object: PlacedMask) {
        let object = object.trimmed()
        if object.isEmpty { return nil }
        var counts: [Int] = []
        object.mask.pixels.withUnsafeBytes { bytes in
            var position = 0
            var value: UInt8 = 0
            while position < bytes.count {
                let end = endOfRun(of: value, in: bytes, from: position, to: bytes.count)
                counts.append(end - position)
                position = end
                value ^= 1
            }
        }
        self.counts = counts
        self.bounds = object.bounds
    }

    /// Reads CVAT's list of numbers, as ``values`` writes it, for a frame of the given size.
    public init(values: [Int], frameWidth: Int, frameHeight: Int) throws(InvalidRunLengths) {
        guard values.count >= 5 else { throw .tooFewValues(values.count) }
        let counts = Array(values.dropLast(4))
        let box = values.suffix(4).map { $0 }
        guard 0 <= box[0], box[0] <= box[2], box[2] < frameWidth, 0 <= box[1], box[1] <= box[3], box[3] < frameHeight
        else { throw .boxOutsideFrame(left: box[0], top: box[1], right: box[2], bottom: box[3]) }
        let bounds = PixelRect(x: box[0], y: box[1], width: box[2] - box[0] + 1, height: box[3] - box[1] + 1)
        var sum = 0
        for count in counts {
            guard count >= 0 else { throw .negativeCount(count) }
            sum = sum.addingReportingOverflow(count).overflow ? .max : sum + count
        }
        guard sum == bounds.width * bounds.height else {
            throw .wrongSum(sum, expected: bounds.width * bounds.height)
        }
        self.counts = counts
        self.bounds = bounds
    }

    /// CVAT's list of numbers: the counts, then left, top, right and bottom of the box, all four inside the object.
    public var values: [Int] {
        counts + [bounds.x, bounds.y, bounds.maxX - 1, bounds.maxY - 1]
    }

    /// The object of these run lengths in a frame, which must contain ``bounds``.
    public func mask(frameWidth: Int, frameHeight: Int) -> PlacedMask {
        var pixels: [UInt8] = []
        pixels.reserveCapacity(bounds.width * bounds.height)
        var value: UInt8 = 0
        for count in counts {
            pixels.append(contentsOf: repeatElement(value, count: count))
            value ^= 1
        }
        return PlacedMask(
            frameWidth: frameWidth, frameHeight: frameHeight, bounds: bounds,
            mask: Mask(width: bounds.width, height: bounds.height, pixels: pixels))
    }
}
