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
/// that was reached first is first. The flood jumps about in the band, so what it needs of a pixel lies together: the
/// picture's own pixels are read once before and written once after.
struct BandFlood {
    /// Value of a pixel of the band before it is decided.
    static let undecided: UInt8 = 2
    /// State of one that waits for its turn.
    private static let queued: UInt8 = 3
    private static let none: Int32 = -1

    /// A pixel of the band, with its neighbours by their places in the band.
    fileprivate struct Node {
        var above = BandFlood.none
        var below = BandFlood.none
        /// Height, below the number of levels.
        let relief: Int16
        /// Object pixels less background pixels among the neighbours outside the band.
        var votes: Int8 = 0
        var traits: Traits = []
    }

    /// What is true of a node.
    fileprivate struct Traits: OptionSet {
        let rawValue: UInt8

        static let hasLeft = Traits(rawValue: 1)
        static let hasRight = Traits(rawValue: 2)
        /// There are neighbours outside the band.
        static let isAtRim = Traits(rawValue: 4)
        /// What the soft mask says.
        static let isSoftObject = Traits(rawValue: 8)
    }

    /// Decides the pixels of `band`, which are in reading order and ``undecided`` in `pixels`, a rectangle in which 1
    /// is object and 0 is background. `relief` has their heights, below `levels`.
    static func run(
        pixels: UnsafeMutableBufferPointer<UInt8>, width: Int, height: Int, band: UnsafeBufferPointer<BandPixel>,
        relief: [Int16], levels: Int
    ) {
        var nodes = Self.nodes(UnsafeBufferPointer(pixels), width: width, height: height, band, relief)
        var states = [UInt8](repeating: undecided, count: band.count)
        nodes.withUnsafeMutableBufferPointer { nodes in
            states.withUnsafeMutableBufferPointer { states in
                LevelQueue.with(capacity: band.count, levels: levels) { queue in
                    flood(UnsafeBufferPointer(nodes), states, &queue)
                }
            }
        }
        for place in 0..<band.count {
            let isUnreached = states[place] >= undecided
            pixels[Int(band[place].y) &* width &+ Int(band[place].x)] =
                isUnreached ? (nodes[place].traits.contains(.isSoftObject) ? 1 : 0) : states[place]
        }
    }

    /// What the flood needs of every pixel. Walks over two rows at once to find out who lies above whom.
    private static func nodes(
        _ pixels: UnsafeBufferPointer<UInt8>, width: Int, height: Int, _ band: UnsafeBufferPointer<BandPixel>,
        _ relief: [Int16]
    ) -> [Node] {
        var nodes = [Node]()
        nodes.reserveCapacity(band.count)
        var upper = 0
        for place in 0..<band.count {
            let item = band[place]
            var node = Node(relief: relief[place])
            if item.softness > 0.5 { node.traits.insert(.isSoftObject) }
            let pixel = Int(item.y) &* width &+ Int(item.x)
            if item.x > 0 && node.isInBand(pixels[pixel &- 1]) { node.traits.insert(.hasLeft) }
            if item.x < width - 1 && node.isInBand(pixels[pixel &+ 1]) { node.traits.insert(.hasRight) }
            if item.y < height - 1 { _ = node.isInBand(pixels[pixel &+ width]) }
            if item.y > 0 && node.isInBand(pixels[pixel &- width]) {
                while band[upper].y < item.y - 1 || band[upper].x < item.x { upper &+= 1 }
                node.above = Int32(truncatingIfNeeded: upper)
                nodes[upper].below = Int32(truncatingIfNeeded: place)
            }
            nodes.append(node)
        }
        return nodes
    }

    private static func flood(
        _ nodes: UnsafeBufferPointer<Node>, _ states: UnsafeMutableBufferPointer<UInt8>, _ queue: inout LevelQueue
    ) {
        @inline(__always) func enqueue(_ place: Int, atLeast level: Int) {
            states[place] = queued
            queue.push(place, level: max(level, Int(nodes[place].relief)))
        }
        for place in 0..<nodes.count where nodes[place].traits.contains(.isAtRim) { enqueue(place, atLeast: 0) }
        // The node whose turn is next is read before the one whose turn it is is worked on: it is far from there.
        var (ahead, nextPlace) = (Node(relief: 0), -1)
        while let (place, level) = queue.popLowest() {
            let node = place == nextPlace ? ahead : nodes[place]
            nextPlace = queue.following
            ahead = nodes[max(0, nextPlace)]
            let left = node.traits.contains(.hasLeft) ? states[place &- 1] : queued
            let right = node.traits.contains(.hasRight) ? states[place &+ 1] : queued
            let above = node.above >= 0 ? states[Int(node.above)] : queued
            let below = node.below >= 0 ? states[Int(node.below)] : queued
            let votes = Int(node.votes) &+ vote(left) &+ vote(right) &+ vote(above) &+ vote(below)
            states[place] = votes > 0 || (votes == 0 && node.traits.contains(.isSoftObject)) ? 1 : 0
            if left == undecided { enqueue(place &- 1, atLeast: level) }
            if right == undecided { enqueue(place &+ 1, atLeast: level) }
            if above == undecided { enqueue(Int(node.above), atLeast: level) }
            if below == undecided { enqueue(Int(node.below), atLeast: level) }
        }
    }

    /// 1 for object, -1 for background, 0 for what is not decided.
    @inline(__always)
    private static func vote(_ state: UInt8) -> Int {
        state < undecided ? 2 &* Int(state) &- 1 : 0
    }
}

extension BandFlood.Node {
    /// Whether a neighbour of this value belongs to the band; if not, its vote is taken.
    @inline(__always)
    fileprivate mutating func isInBand(_ value: UInt8) -> Bool {
        guard value < BandFlood.undecided else { return true }
        votes &+= value == 1 ? 1 : -1
        traits.insert(.isAtRim)
        return false
    }
}
