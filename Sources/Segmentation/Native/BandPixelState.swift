// SPDX-License-Identifier: Apache-2.0

/// What the flood of a band asks of a pixel again and again, on behalf of its neighbours too, in two bytes: those of a
/// long band still find room in a core's own cache.
///
/// From the lowest bit: two of what has become of the pixel, five of its tally, nine of its height.
struct BandState {
    /// Heights are below this.
    static let levelLimit = 512

    /// What has become of a pixel: 1 for object, 0 for background, these before.
    private static let undecided: UInt16 = 2
    private static let queued: UInt16 = 3
    /// Added to the tally, which is -8...9.
    private static let tallyOffset = 8

    private var bits: UInt16

    /// A pixel that waits for its turn if any of its neighbours is decided, and is not reached otherwise.
    init(relief: Int16, votesOutside votes: Int, isAtRim: Bool, isSoftObject: Bool) {
        let tally = 2 * votes + (isSoftObject ? 1 : 0) + Self.tallyOffset
        bits =
            UInt16(truncatingIfNeeded: relief) << 7 | UInt16(truncatingIfNeeded: tally) << 2
            | (isAtRim ? Self.queued : Self.undecided)
    }

    /// The height.
    var relief: Int { Int(bits >> 7) }

    /// Twice the votes of neighbours outside the band, and one more if the soft mask says object, which decides if the
    /// votes do not.
    var tally: Int { Int(bits >> 2 & 31) - Self.tallyOffset }

    var isUndecided: Bool { bits & 3 == Self.undecided }
    var isQueued: Bool { bits & 3 == Self.queued }

    /// What the pixel adds to the tally of a neighbour: 2 for object, -2 for background, 0 for what is not decided.
    var vote: Int { bits & 2 == 0 ? Int(bits & 1) &* 4 &- 2 : 0 }

    /// The same after the flood has come to it: queued if it was undecided.
    var visited: BandState {
        var state = self
        state.bits |= (bits & 2) >> 1
        return state
    }

    mutating func decide(isObject: Bool) { bits = bits & ~3 | (isObject ? 1 : 0) }

    /// The side of a pixel after the flood; who was not reached keeps what the soft mask says.
    var side: UInt8 { UInt8(truncatingIfNeeded: bits & 2 == 0 ? bits & 1 : bits >> 2 & 1) }
}

/// The neighbours of a pixel in the band, by how many pixels of the band are between, reading row by row: 0 if there is
/// none. Those in its row are next to it.
struct BandLinks<Distance: FixedWidthInteger & UnsignedInteger & Sendable> {
    /// The largest distance.
    static var longest: Int { Int(Distance.max >> 1) }

    /// A distance to another row and, in the lowest bit, that to the neighbour in the row.
    private var before: Distance = 0
    private var after: Distance = 0

    var left: Int {
        get { Int(before & 1) }
        set { before = before & ~1 | Distance(truncatingIfNeeded: newValue) }
    }
    var right: Int {
        get { Int(after & 1) }
        set { after = after & ~1 | Distance(truncatingIfNeeded: newValue) }
    }
    var above: Int {
        get { Int(before >> 1) }
        set { before = before & 1 | Distance(truncatingIfNeeded: newValue) << 1 }
    }
    var below: Int {
        get { Int(after >> 1) }
        set { after = after & 1 | Distance(truncatingIfNeeded: newValue) << 1 }
    }
}
