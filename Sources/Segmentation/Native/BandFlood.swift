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
/// that was reached first is first. The flood jumps about in the band, so what it needs of a pixel lies together in few
/// bytes, and nothing depends on a branch that can't be foretold: the picture's own pixels are read once before and
/// written once after.
struct BandFlood {
    /// Value of a pixel of the band before it is decided.
    static let undecided: UInt8 = BandTraits.undecided

    /// Decides the pixels of `band`, which are in reading order and ``undecided`` in `pixels`, a rectangle in which 1
    /// is object and 0 is background. `relief` has their heights, below `levels`.
    static func run(
        pixels: UnsafeMutableBufferPointer<UInt8>, width: Int, height: Int, band: UnsafeBufferPointer<BandPixel>,
        relief: [Int16], levels: Int
    ) {
        // There are never more pixels of the band between one and the one above it than there are in a row.
        if width <= UInt16.max {
            run(BandNode<UInt16>.self, pixels, width: width, height: height, band, relief, levels: levels)
        } else {
            run(BandNode<UInt32>.self, pixels, width: width, height: height, band, relief, levels: levels)
        }
    }

    @inline(__always)
    private static func run<Distance>(
        _: BandNode<Distance>.Type, _ pixels: UnsafeMutableBufferPointer<UInt8>, width: Int, height: Int,
        _ band: UnsafeBufferPointer<BandPixel>, _ relief: [Int16], levels: Int
    ) {
        var nodes: [BandNode<Distance>] = nodes(
            UnsafeBufferPointer(pixels), width: width, height: height, band, relief)
        nodes.withUnsafeMutableBufferPointer { nodes in
            LevelQueue.with(capacity: band.count, levels: levels) { queue in flood(nodes, &queue) }
            for place in 0..<band.count {
                pixels[Int(band[place].y) &* width &+ Int(band[place].x)] = nodes[place].traits.side
            }
        }
    }

    /// What the flood needs of every pixel. Walks over two rows at once to find out who lies above whom.
    @inline(__always)
    private static func nodes<Distance>(
        _ pixels: UnsafeBufferPointer<UInt8>, width: Int, height: Int, _ band: UnsafeBufferPointer<BandPixel>,
        _ relief: [Int16]
    ) -> [BandNode<Distance>] {
        [BandNode<Distance>](unsafeUninitializedCapacity: band.count) { nodes, initialized in
            var upper = 0
            for place in 0..<band.count {
                let item = band[place]
                var node = BandNode<Distance>(relief: relief[place], isSoftObject: item.softness > 0.5)
                let pixel = Int(item.y) &* width &+ Int(item.x)
                if item.x > 0 && node.isInBand(pixels[pixel &- 1]) { node.traits.insert(.hasLeft) }
                if item.x < width - 1 && node.isInBand(pixels[pixel &+ 1]) { node.traits.insert(.hasRight) }
                if item.y < height - 1 { _ = node.isInBand(pixels[pixel &+ width]) }
                if item.y > 0 && node.isInBand(pixels[pixel &- width]) {
                    while band[upper].y < item.y - 1 || band[upper].x < item.x { upper &+= 1 }
                    node.above = Distance(truncatingIfNeeded: place &- upper)
                    nodes[upper].below = node.above
                }
                nodes.initializeElement(at: place, to: node)
            }
            initialized = band.count
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
