// SPDX-License-Identifier: Apache-2.0

/// A priority queue of pixels for small whole levels that never fall: one first-in-first-out list a level.
///
/// A list is kept in pieces of neighbouring memory: what comes next is known before the one before it has been read, so
/// that the processor fetches several at once.
struct LevelQueue {
    /// Places in a piece, of which the last says where the next piece is.
    private static let pieceLength = 32
    /// How many pixels ahead is soon.
    private static let lookahead = 8

    private let places: UnsafeMutableBufferPointer<Int32>
    /// Places of the first of each list, and behind the last.
    private let heads: UnsafeMutableBufferPointer<Int32>
    private let tails: UnsafeMutableBufferPointer<Int32>
    /// Where memory begins that no list has.
    private var unused: Int
    private var current = 0

    /// Calls `body` with a queue for levels `0 ..< levels`, which ends with it and into which no more than `capacity`
    /// pixels may be pushed in all.
    static func with(capacity: Int, levels: Int, _ body: (inout LevelQueue) -> Void) {
        // One piece more than can be needed, for ``soon``.
        let pieces = levels + capacity / (pieceLength - 1) + 1
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2 * levels + pieces * pieceLength) { memory in
            for level in 0..<levels {
                memory[level] = Int32(level * pieceLength)
                memory[levels + level] = Int32(level * pieceLength)
            }
            var queue = LevelQueue(
                places: UnsafeMutableBufferPointer(rebasing: memory[(2 * levels)...]),
                heads: UnsafeMutableBufferPointer(rebasing: memory[..<levels]),
                tails: UnsafeMutableBufferPointer(rebasing: memory[levels..<(2 * levels)]),
                unused: levels * pieceLength)
            body(&queue)
        }
    }

    @inline(__always)
    mutating func push(_ pixel: Int, level: Int) {
        push(pixel, level: level, if: true)
    }

    /// Pushes the pixel if `isWanted`; takes as long if not, but without a branch.
    @inline(__always)
    mutating func push(_ pixel: Int, level: Int, if isWanted: Bool) {
        let place = Int(tails[level])
        places[place] = Int32(truncatingIfNeeded: pixel)
        let after = place &+ (isWanted ? 1 : 0)
        tails[level] = Int32(truncatingIfNeeded: Self.isLink(after) ? linkNewPiece(at: after) : after)
    }

    /// A pixel that will be popped soon, if enough wait on the level of the last one; else any number. The piece that is
    /// never used lies behind all others, so there is always something to read.
    @inline(__always)
    var soon: Int { Int(places[Int(heads[current]) &+ Self.lookahead]) }

    /// The pixel that was pushed first on the lowest level that holds any.
    @inline(__always)
    mutating func popLowest() -> (pixel: Int, level: Int)? {
        while current < tails.count {
            let head = Int(heads[current])
            if head != Int(tails[current]) {
                let after = head &+ 1
                heads[current] = Self.isLink(after) ? places[after] : Int32(truncatingIfNeeded: after)
                return (Int(places[head]), current)
            }
            current &+= 1
        }
        return nil
    }

    @inline(__always)
    private static func isLink(_ place: Int) -> Bool { place & (pieceLength &- 1) == pieceLength &- 1 }

    @inline(never)
    private mutating func linkNewPiece(at place: Int) -> Int {
        let piece = unused
        unused &+= Self.pieceLength
        places[place] = Int32(truncatingIfNeeded: piece)
        return piece
    }
}
