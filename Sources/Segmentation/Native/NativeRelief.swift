// SPDX-License-Identifier: Apache-2.0

/// The heights of pixels of a band along an outline: the gradient of the picture itself, raised towards the line where
/// the soft mask is one half, so that the floods meet there when there is no edge to meet at.
///
/// Differences over several distances together peak at a sharp edge and still see a soft one. They are worked out for a
/// stretch of a row at a time: those between rows once for each sample, and nothing is checked for being inside the
/// frame but at its edges.
struct NativeRelief {
    /// How strongly a pixel without an edge is drawn to the side that the view's mask says, in units of gradient.
    private static let pull: Float = 20

    private let picture: StoredPicture
    /// Differences are taken over 1, 2, ... so many pixels to either side.
    private let radius: Int
    private let highest: Float

    /// Heights below `levels`, of gradients of `picture` over up to `radius` pixels.
    init(_ picture: StoredPicture, radius: Int, levels: Int) {
        self.picture = picture
        self.radius = radius
        highest = Float(levels - 1)
    }

    /// The heights of the pixels of `band`, which are in reading order, in a rectangle of the picture that starts at
    /// column `x` and row `y`.
    func heights(of band: UnsafeBufferPointer<BandPixel>, x: Int, y: Int) -> [Int16] {
        [Int16](unsafeUninitializedCapacity: band.count) { heights, initialized in
            StretchMemory.with(longest: picture.width, radius: radius, step: picture.largestStep) { memory in
                ReliefPicture.with(picture) { samples in
                    var start = 0
                    while start < band.count {
                        let end = Self.endOfStretch(band, from: start)
                        let first = x + Int(band[start].x)
                        let stretch = ReliefStretch(
                            columns: first..<(first + end - start), row: y + Int(band[start].y), radius: radius)
                        stretch.addDifferences(samples, memory)
                        for index in start..<end {
                            heights[index] = height(memory.strongest[index &- start], softness: band[index].softness)
                        }
                        start = end
                    }
                }
            }
            initialized = band.count
        }
    }

    /// The place after the neighbours in the row of the pixel at `start`.
    private static func endOfStretch(_ band: UnsafeBufferPointer<BandPixel>, from start: Int) -> Int {
        var end = start + 1
        while end < band.count && band[end].y == band[start].y && band[end].x == band[end - 1].x + 1 { end += 1 }
        return end
    }

    @inline(__always)
    private func height(_ squared: Int32, softness: Float) -> Int16 {
        let gradient = Float(squared).squareRoot() / Float(radius)
        let height = gradient + Self.pull * (1 - abs(2 * softness - 1))
        return Int16(truncatingIfNeeded: Int32(min(highest, height)))
    }
}

extension StoredPicture {
    /// Pixels along the side of the largest square that has one sample.
    fileprivate var largestStep: Int { max(luma.step, blueDifference.step, redDifference.step) }
}
