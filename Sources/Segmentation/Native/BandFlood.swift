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
    static let undecided: UInt8 = 2

    /// Decides the pixels of a band, given in `parts` from top to bottom, which are ``undecided`` in `pixels`: a
    /// rectangle in which 1 is object and 0 is background. `heights` tells those of a part's pixels, below `levels`, of
    /// which there may be 512. All but the flood itself is done part by part, by `helpers` too.
    static func run(
        pixels: UnsafeMutableBufferPointer<UInt8>, width: Int, parts: [BandPart], levels: Int,
        helpers: Helpers = .none, heights: @Sendable (BandPart) -> [Int16]
    ) {
        precondition(levels <= BandState.levelLimit)
        let frame = BandFrame(pixels: SharedMemory(pixels), width: width)
        // There are never more pixels of the band between one and the one above it than there are in a row.
        if width <= BandLinks<UInt16>.longest {
            run(BandLinks<UInt16>.self, frame, parts, levels: levels, helpers, heights)
        } else {
            run(BandLinks<UInt32>.self, frame, parts, levels: levels, helpers, heights)
        }
    }

    @inline(__always)
    private static func run<Distance>(
        _: BandLinks<Distance>.Type, _ frame: BandFrame, _ parts: [BandPart], levels: Int, _ helpers: Helpers,
        _ heights: @Sendable (BandPart) -> [Int16]
    ) {
        var starts = [0]
        for part in parts { starts.append(starts[starts.count - 1] + part.pixels.count) }
        let places = (0..<parts.count).map { starts[$0]..<starts[$0 + 1] }
        let count = starts[parts.count]
        withUnsafeTemporaryAllocation(of: BandState.self, capacity: count) { states in
            withUnsafeTemporaryAllocation(of: BandLinks<Distance>.self, capacity: count + 1) { links in
                let shared = (states: SharedMemory(states), links: SharedMemory(links))
                helpers.perform(parts.count) { index in
                    frame.describe(
                        parts[index], heights(parts[index]), shared.states[places[index], rowLength: 1],
                        shared.links[places[index], rowLength: 1])
                }
                for index in parts.indices.dropFirst() {
                    join(parts[index - 1], parts[index], links, at: places[index].lowerBound)
                }
                links.initializeElement(at: count, to: BandLinks())
                LevelQueue.with(capacity: count, levels: levels) { queue in flood(states, links, &queue) }
                helpers.perform(parts.count) { index in
                    frame.write(parts[index], shared.states[places[index], rowLength: 1])
                }
            }
        }
    }

    /// Makes neighbours of those pixels of the last row of a part and the first row of the next that are. The links of the
    /// next part begin at `start`.
    @inline(__always)
    private static func join<Distance>(
        _ part: BandPart, _ next: BandPart, _ links: UnsafeMutableBufferPointer<BandLinks<Distance>>, at start: Int
    ) {
        let row = next.rows.lowerBound
        var upper = part.pixels.count
        while upper > 0 && Int(part.pixels[upper - 1].y) == row - 1 { upper -= 1 }
        for (place, pixel) in next.pixels.enumerated() {
            guard Int(pixel.y) == row else { return }
            while upper < part.pixels.count && part.pixels[upper].x < pixel.x { upper += 1 }
            guard upper < part.pixels.count else { return }
            guard part.pixels[upper].x == pixel.x else { continue }
            let distance = part.pixels.count - upper + place
            links[start + place].above = distance
            links[start + place - distance].below = distance
        }
    }

    /// The flood itself. Behind the links of the pixels there is room for those of one more.
    @inline(__always)
    private static func flood<Distance>(
        _ states: UnsafeMutableBufferPointer<BandState>, _ links: UnsafeMutableBufferPointer<BandLinks<Distance>>,
        _ queue: inout LevelQueue
    ) {
        for place in 0..<states.count where states[place].isQueued { queue.push(place, level: states[place].relief) }
        while let (place, level) = queue.popLowest() {
            // Copied to where nobody looks: what is read now is in the core's own cache when its turn comes.
            links[states.count] = links[queue.soon.clamped(to: 0...states.count)]
            let near = links[place]
            var tally = states[place].tally
            @inline(__always) func visit(_ other: Int) {
                let state = states[other]
                tally &+= state.vote
                queue.push(other, level: max(level, state.relief), if: state.isUndecided)
                states[other] = state.visited
            }
            // Who has no neighbour on a side is asked itself: it waits, which says nothing.
            visit(place &- near.left)
            visit(place &+ near.right)
            visit(place &- near.above)
            visit(place &+ near.below)
            states[place].decide(isObject: tally > 0)
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
        _ part: BandPart, _ heights: [Int16], _ states: UnsafeMutableBufferPointer<BandState>,
        _ links: UnsafeMutableBufferPointer<BandLinks<Distance>>
    ) {
        let band = part.pixels
        let pixels = pixels.buffer
        let height = height
        var upper = 0
        for place in 0..<band.count {
            let item = band[place]
            var rim = BandRim()
            var near = BandLinks<Distance>()
            let pixel = Int(item.y) &* width &+ Int(item.x)
            if item.x > 0 { near.left = rim.look(at: pixels[pixel &- 1]) }
            if item.x < width - 1 { near.right = rim.look(at: pixels[pixel &+ 1]) }
            if item.y < height - 1 { _ = rim.look(at: pixels[pixel &+ width]) }
            if item.y > 0 && rim.look(at: pixels[pixel &- width]) == 1 && item.y > part.rows.lowerBound {
                while band[upper].y < item.y - 1 || band[upper].x < item.x { upper &+= 1 }
                near.above = place &- upper
                links[upper].below = near.above
            }
            links.initializeElement(at: place, to: near)
            states.initializeElement(
                at: place,
                to: BandState(
                    relief: heights[place], votesOutside: rim.votes, isAtRim: !rim.isEmpty,
                    isSoftObject: item.softness > 0.5))
        }
    }

    /// Writes the sides of the pixels of a part.
    @inline(__always)
    func write(_ part: BandPart, _ states: UnsafeMutableBufferPointer<BandState>) {
        for (place, item) in part.pixels.enumerated() {
            pixels.buffer[Int(item.y) &* width &+ Int(item.x)] = states[place].side
        }
    }
}

/// The neighbours of a pixel of the band that lie outside of it.
private struct BandRim {
    /// Object pixels less background pixels among them.
    var votes = 0
    private var count = 0

    var isEmpty: Bool { count == 0 }

    /// 1 if a neighbour of this value belongs to the band, else 0, and its vote is taken. Without a branch: where a band
    /// ends can't be foretold.
    @inline(__always)
    mutating func look(at value: UInt8) -> Int {
        let inBand = Int(value / BandFlood.undecided)
        votes &+= Int(value & 1) &* 2 &- 1 &+ inBand
        count &+= 1 &- inBand
        return inBand
    }
}
