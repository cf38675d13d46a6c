// SPDX-License-Identifier: Apache-2.0

/// A pixel whose side the mask of a view leaves open, by column and row, and the value of the soft mask there.
struct BandPixel {
    let x: Int32
    let y: Int32
    let softness: Float
}

/// The pixels of a band in some rows, in reading order.
struct BandPart: Sendable {
    let rows: Range<Int>
    let pixels: [BandPixel]
}

/// Decides the pixels of a band between object and background by flooding it from both sides, lowest relief first.
///
/// A pixel takes the side of most of its decided neighbours when its turn comes; among pixels of one level the one
/// that was reached first is first. The flood jumps about in the band, so what it needs of a pixel lies together in few
/// bytes, and nothing depends on a branch that can't be foretold: the picture's own pixels are read once before and
/// written once after.
struct BandFlood {
    /// Value of a pixel of the band before it is decided.
    static let undecided: UInt8 = BandTraits.undecided

    /// Decides the pixels of a band, given in `parts` from top to bottom, which are ``undecided`` in `pixels`: a
    /// rectangle in which 1 is object and 0 is background. `heights` tells those of a part's pixels, below `levels`.
    /// All but the flood itself is done part by part, by `helpers` too.
    static func run(
        pixels: UnsafeMutableBufferPointer<UInt8>, width: Int, parts: [BandPart], levels: Int,
        helpers: Helpers = .none, heights: @Sendable (BandPart) -> [Int16]
    ) {
        let frame = BandFrame(pixels: SharedMemory(pixels), width: width)
        // There are never more pixels of the band between one and the one above it than there are in a row.
        if width <= UInt16.max {
            run(BandNode<UInt16>.self, frame, parts, levels: levels, helpers, heights)
        } else {
            run(BandNode<UInt32>.self, frame, parts, levels: levels, helpers, heights)
        }
    }

    @inline(__always)
    private static func run<Distance>(
        _: BandNode<Distance>.Type, _ frame: BandFrame, _ parts: [BandPart], levels: Int, _ helpers: Helpers,
        _ heights: @Sendable (BandPart) -> [Int16]
    ) {
        var starts = [0]
        for part in parts { starts.append(starts[starts.count - 1] + part.pixels.count) }
        let places = (0..<parts.count).map { starts[$0]..<starts[$0 + 1] }
        let count = starts[parts.count]
        var nodes = [BandNode<Distance>](unsafeUninitializedCapacity: count) { nodes, initialized in
            let shared = SharedMemory(nodes)
            helpers.perform(parts.count) { index in
                frame.describe(parts[index], heights(parts[index]), shared[places[index], rowLength: 1])
            }
            for index in parts.indices.dropFirst() {
                join(parts[index - 1], parts[index], nodes, at: places[index].lowerBound)
            }
            initialized = count
        }
        nodes.withUnsafeMutableBufferPointer { nodes in
            LevelQueue.with(capacity: count, levels: levels) { queue in flood(nodes, &queue) }
            let shared = SharedMemory(nodes)
            helpers.perform(parts.count) { index in
                frame.write(parts[index], shared[places[index], rowLength: 1])
            }
        }
    }

    /// Makes neighbours of those pixels of the last row of a part and the first row of the next that are. The nodes of the
    /// next part begin at `start`.
    @inline(__always)
    private static func join<Distance>(
        _ part: BandPart, _ next: BandPart, _ nodes: UnsafeMutableBufferPointer<BandNode<Distance>>, at start: Int
    ) {
        let row = next.rows.lowerBound
        var upper = part.pixels.count
        while upper > 0 && Int(part.pixels[upper - 1].y) == row - 1 { upper -= 1 }
        for (place, pixel) in next.pixels.enumerated() {
            guard Int(pixel.y) == row else { return }
            while upper < part.pixels.count && part.pixels[upper].x < pixel.x { upper += 1 }
            guard upper < part.pixels.count else { return }
            guard part.pixels[upper].x == pixel.x else { continue }
            let distance = Distance(truncatingIfNeeded: part.pixels.count - upper + place)
            nodes[start + place].above = distance
            nodes[start + place - Int(distance)].below = distance
        }
    }

    @inline(__always)
    private static func flood<Distance>(
        _ nodes: UnsafeMutableBufferPointer<BandNode<Distance>>, _ queue: inout LevelQueue
    ) {
        for place in 0..<nodes.count where nodes[place].traits.contains(.isAtRim) {
            nodes[place].traits.state = BandTraits.queued
            queue.push(place, level: Int(nodes[place].relief))
        }
        while let (place, level) = queue.popLowest() {
            let node = nodes[place]
            // Who has no neighbour on a side is asked itself: it waits, which says nothing.
            let around = (
                place &- (node.traits.contains(.hasLeft) ? 1 : 0), place &+ (node.traits.contains(.hasRight) ? 1 : 0),
                place &- Int(node.above), place &+ Int(node.below)
            )
            var votes = Int(node.votes)
            @inline(__always) func visit(_ other: Int) {
                let traits = nodes[other].traits
                votes &+= traits.vote
                queue.push(
                    other, level: max(level, Int(nodes[other].relief)), if: traits.state == BandTraits.undecided)
                nodes[other].traits = traits.visited
            }
            visit(around.0)
            visit(around.1)
            visit(around.2)
            visit(around.3)
            let isObject = votes > 0 || (votes == 0 && node.traits.contains(.isSoftObject))
            nodes[place].traits.state = isObject ? 1 : 0
        }
    }
}

/// The rectangle in which a band lies; threads write to pixels of their own.
private struct BandFrame: Sendable {
    let pixels: SharedMemory<UInt8>
    let width: Int

    var height: Int { pixels.buffer.count / width }

    /// Writes what the flood needs of every pixel of a part, but for neighbours in other parts. Walks over two rows at
    /// once to find out who lies above whom.
    @inline(__always)
    func describe<Distance>(
        _ part: BandPart, _ heights: [Int16], _ nodes: UnsafeMutableBufferPointer<BandNode<Distance>>
    ) {
        let band = part.pixels
        let pixels = pixels.buffer
        let height = height
        var upper = 0
        for place in 0..<band.count {
            let item = band[place]
            var node = BandNode<Distance>(relief: heights[place], isSoftObject: item.softness > 0.5)
            let pixel = Int(item.y) &* width &+ Int(item.x)
            if item.x > 0 && node.isInBand(pixels[pixel &- 1]) { node.traits.insert(.hasLeft) }
            if item.x < width - 1 && node.isInBand(pixels[pixel &+ 1]) { node.traits.insert(.hasRight) }
            if item.y < height - 1 { _ = node.isInBand(pixels[pixel &+ width]) }
            if item.y > 0 && node.isInBand(pixels[pixel &- width]) && item.y > part.rows.lowerBound {
                while band[upper].y < item.y - 1 || band[upper].x < item.x { upper &+= 1 }
                node.above = Distance(truncatingIfNeeded: place &- upper)
                nodes[upper].below = node.above
            }
            nodes.initializeElement(at: place, to: node)
        }
    }

    /// Writes the sides of the pixels of a part.
    @inline(__always)
    func write<Distance>(_ part: BandPart, _ nodes: UnsafeMutableBufferPointer<BandNode<Distance>>) {
        for (place, item) in part.pixels.enumerated() {
            pixels.buffer[Int(item.y) &* width &+ Int(item.x)] = nodes[place].traits.side
        }
    }
}

/// A pixel of the band with its neighbours above and below, by how many pixels of the band are between: 0 if that is not
/// in the band.
private struct BandNode<Distance: FixedWidthInteger & UnsignedInteger & Sendable> {
    var above: Distance = 0
    var below: Distance = 0
    /// Height, below the number of levels.
    let relief: Int16
    /// Object pixels less background pixels among the neighbours outside the band.
    var votes: Int8 = 0
    var traits: BandTraits

    init(relief: Int16, isSoftObject: Bool) {
        self.relief = relief
        traits = isSoftObject ? .isSoftObject : []
        traits.state = BandTraits.undecided
    }

    /// Whether a neighbour of this value belongs to the band; if not, its vote is taken.
    @inline(__always)
    mutating func isInBand(_ value: UInt8) -> Bool {
        guard value < BandFlood.undecided else { return true }
        votes &+= value == 1 ? 1 : -1
        traits.insert(.isAtRim)
        return false
    }
}

/// What is true of a pixel of the band, in one byte.
private struct BandTraits: OptionSet {
    /// States of a pixel: 1 for object, 0 for background, these before.
    static let undecided: UInt8 = 2
    static let queued: UInt8 = 3

    static let hasLeft = BandTraits(rawValue: 4)
    static let hasRight = BandTraits(rawValue: 8)
    /// There are neighbours outside the band.
    static let isAtRim = BandTraits(rawValue: 16)
    /// What the soft mask says.
    static let isSoftObject = BandTraits(rawValue: 32)

    /// With the state in the two lowest bits.
    var rawValue: UInt8

    var state: UInt8 {
        get { rawValue & 3 }
        set { rawValue = rawValue & ~3 | newValue }
    }

    /// 1 for object, -1 for background, 0 for what is not decided.
    var vote: Int { state < Self.undecided ? 2 &* Int(state) &- 1 : 0 }

    /// The same after the flood has come to it: queued if it was undecided.
    var visited: BandTraits { BandTraits(rawValue: rawValue | (rawValue & 2) >> 1) }

    /// The side of a pixel after the flood; who was not reached keeps what the soft mask says.
    var side: UInt8 { state < Self.undecided ? state : contains(.isSoftObject) ? 1 : 0 }
}
