// SPDX-License-Identifier: Apache-2.0

/// How many of the nine pixels around each pixel of a row of a mask are object, and of the rows above and below it.
///
/// The loops go over whole rows without a branch, many bytes at a time.
struct NeighbourCounts {
    typealias Line = UnsafeMutablePointer<UInt8>

    private let width: Int
    /// Sums of three pixels one above the other.
    private let columns: Line
    /// A pixel twice as wide, in both of its bytes what its count says of it.
    private let doubled: UnsafeMutablePointer<UInt16>
    /// Columns of this row where not all nine are alike; there is room for one more.
    private let open: UnsafeMutablePointer<Int32>

    /// The counts of three rows. At -1 and the width stand those of the first and the last column.
    private(set) var above: Line
    private(set) var here: Line
    private(set) var below: Line

    /// Calls `body` with room for rows of `width` pixels, which ends with it.
    static func with(width: Int, _ body: (inout NeighbourCounts) -> Void) {
        let length = width + 2
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4 * length) { lines in
            withUnsafeTemporaryAllocation(of: UInt16.self, capacity: width) { doubled in
                withUnsafeTemporaryAllocation(of: Int32.self, capacity: width + 1) { open in
                    guard let lines = lines.baseAddress, let doubled = doubled.baseAddress, let open = open.baseAddress
                    else { return }
                    func line(_ index: Int) -> Line { lines + index * length + 1 }
                    var counts = NeighbourCounts(
                        width: width, columns: line(0), doubled: doubled, open: open, above: line(1), here: line(2),
                        below: line(3))
                    body(&counts)
                }
            }
        }
    }

    /// Goes on to the next row.
    mutating func advance() { (above, here, below) = (here, below, above) }

    /// Counts around the row below this one, whose pixels are `middle`; `upper` and `lower` are those of the rows next to it.
    func countBelow(_ upper: UnsafePointer<UInt8>, _ middle: UnsafePointer<UInt8>, _ lower: UnsafePointer<UInt8>) {
        for x in 0..<width { columns[x] = upper[x] &+ middle[x] &+ lower[x] }
        Self.repeatEdges(of: columns, width)
        for x in 0..<width { below[x] = columns[x &- 1] &+ columns[x] &+ columns[x &+ 1] }
        Self.repeatEdges(of: below, width)
    }

    private static func repeatEdges(of line: Line, _ width: Int) {
        line[-1] = line[0]
        line[width] = line[width - 1]
    }

    /// What a row says of a row of a picture of twice the size.
    struct Expansion {
        /// A byte a pixel: 1 where all nine are object, 0 where none is, and ``BandFlood/undecided``.
        let line: UnsafeRawBufferPointer
        /// Columns of the mask where not all nine are alike.
        let openColumns: UnsafeBufferPointer<Int32>
    }

    /// What this row says; it stands in memory that the next call uses again.
    func expand() -> Expansion {
        for x in 0..<width {
            let says: UInt8 = here[x] == 9 ? 1 : here[x] == 0 ? 0 : BandFlood.undecided
            doubled[x] = UInt16(says) &* 0x0101
        }
        return Expansion(
            line: UnsafeRawBufferPointer(start: doubled, count: 2 * width),
            openColumns: UnsafeBufferPointer(start: open, count: collectOpenColumns()))
    }

    /// Writes the columns to ``open`` that are undecided in ``doubled``, and returns how many they are.
    private func collectOpenColumns() -> Int {
        let undecided = UInt64(BandFlood.undecided) &* 0x0101_0101_0101_0101
        var count = 0
        func collect(_ range: Range<Int>) {
            for x in range {
                open[count] = Int32(truncatingIfNeeded: x)
                count &+= UInt8(truncatingIfNeeded: doubled[x]) == BandFlood.undecided ? 1 : 0
            }
        }
        // Sixteen pixels of the mask at a time: along a row most are alike.
        var start = 0
        while start &+ 16 <= width {
            let sixteen = UnsafeRawPointer(doubled + start).loadUnaligned(as: SIMD4<UInt64>.self)
            if (sixteen[0] | sixteen[1] | sixteen[2] | sixteen[3]) & undecided != 0 { collect(start..<(start &+ 16)) }
            start &+= 16
        }
        collect(start..<width)
        return count
    }
}
