// SPDX-License-Identifier: Apache-2.0

/// A pixel whose side the mask of a view leaves open, by column and row, and the value of the soft mask there.
struct BandPixel {
    let x: Int32
    let y: Int32
    let softness: Float
}

/// Decides the pixels of a band between object and background by flooding it from both sides, lowest relief first.
///
/// A pixel takes the side of most of its decided neighbours when its turn comes; among pixels of one level the one
/// that was reached first is first.
struct BandFlood {
    /// Value of a pixel of the band that the flood has not reached, and of one that waits for its turn.
    static let undecided: UInt8 = 2
    private static let queued: UInt8 = 3

    /// The pixels of a rectangle: 1 for object, 0 for background, ``undecided`` for those of the band.
    private let pixels: UnsafeMutableBufferPointer<UInt8>
    private let width: Int
    private let height: Int
    /// In reading order.
    private let band: UnsafeBufferPointer<BandPixel>
    /// Height of each pixel of the band, below the number of levels.
    private let relief: [Int16]
    /// For each pixel of the band, the place of the one above it, and below it, if that is in the band.
    private let placeAbove: [Int32]
    private let placeBelow: [Int32]
    /// The waiting pixels by their places in the band.
    private var queue: LevelQueue

    /// A flood of `band` in the rectangle of `pixels`, which must outlive it.
    init(
        pixels: UnsafeMutableBufferPointer<UInt8>, width: Int, height: Int, band: UnsafeBufferPointer<BandPixel>,
        relief: [Int16], levels: Int
    ) {
        self.pixels = pixels
        self.width = width
        self.height = height
        self.band = band
        self.relief = relief
        queue = LevelQueue(capacity: band.count, levels: levels)
        (placeAbove, placeBelow) = Self.verticalNeighbours(band)
    }

    /// Walks over two rows at once; where the other row has no such pixel the place says nothing.
    private static func verticalNeighbours(_ band: UnsafeBufferPointer<BandPixel>) -> (above: [Int32], below: [Int32]) {
        var above = [Int32](repeating: 0, count: band.count)
        var below = above
        var upper = 0
        for place in 0..<band.count {
            let item = band[place]
            while band[upper].y < item.y - 1 || (band[upper].y == item.y - 1 && band[upper].x < item.x) { upper += 1 }
            if band[upper].y == item.y - 1 && band[upper].x == item.x {
                above[place] = Int32(upper)
                below[upper] = Int32(place)
            }
        }
        return (above, below)
    }

    /// Decides every pixel of the band; what no flood reaches goes by the soft mask.
    mutating func run() {
        for place in 0..<band.count where touchesDecided(band[place]) { enqueue(place, atLeast: 0) }
        while let (place, level) = queue.popLowest() { decide(place, level) }
        for item in band where pixels[index(item)] == Self.undecided {
            pixels[index(item)] = item.softness > 0.5 ? 1 : 0
        }
    }

    @inline(__always)
    private func index(_ item: BandPixel) -> Int { Int(item.y) &* width &+ Int(item.x) }

    private func touchesDecided(_ item: BandPixel) -> Bool {
        let index = index(item)
        return item.x > 0 && pixels[index - 1] < Self.undecided
            || item.x < width - 1 && pixels[index + 1] < Self.undecided
            || item.y > 0 && pixels[index - width] < Self.undecided
            || item.y < height - 1 && pixels[index + width] < Self.undecided
    }

    @inline(__always)
    private mutating func enqueue(_ place: Int, atLeast level: Int) {
        pixels[index(band[place])] = Self.queued
        queue.push(place, level: max(level, Int(relief[place])))
    }

    private mutating func decide(_ place: Int, _ level: Int) {
        let item = band[place]
        let index = index(item)
        let (hasLeft, hasRight) = (item.x > 0, item.x < width - 1)
        let (hasUpper, hasLower) = (item.y > 0, item.y < height - 1)
        var votes = 0
        if hasLeft { votes += vote(index - 1) }
        if hasRight { votes += vote(index + 1) }
        if hasUpper { votes += vote(index - width) }
        if hasLower { votes += vote(index + width) }
        pixels[index] = votes > 0 || (votes == 0 && item.softness > 0.5) ? 1 : 0

        // The neighbours of a row are neighbours in the band.
        if hasLeft && pixels[index - 1] == Self.undecided { enqueue(place - 1, atLeast: level) }
        if hasRight && pixels[index + 1] == Self.undecided { enqueue(place + 1, atLeast: level) }
        if hasUpper && pixels[index - width] == Self.undecided {
            enqueue(Int(placeAbove[place]), atLeast: level)
        }
        if hasLower && pixels[index + width] == Self.undecided {
            enqueue(Int(placeBelow[place]), atLeast: level)
        }
    }

    @inline(__always)
    private func vote(_ index: Int) -> Int { pixels[index] == 1 ? 1 : pixels[index] == 0 ? -1 : 0 }
}
