// SPDX-License-Identifier: Apache-2.0

import Raster

/// The mask of a view without its small holes, slightly blurred; only as much of the view as the object takes up, and
/// some room.
struct SoftMask {
    /// Pixels of the view around the object: more than the blur reaches, and than anybody asks for.
    private static let room = 12

    /// The values, 0...1; beyond them all are 0.
    let plane: Plane
    /// First column and row of the view that the plane holds.
    let x: Int
    let y: Int
    /// Width of the whole view.
    let viewWidth: Int

    /// Small holes are filled, but for those that hold one of `kept`.
    init(_ solution: Solution, keeping kept: [FramePixel]) {
        let geometry = solution.geometry
        let view = Mask(width: geometry.width, height: geometry.height, pixels: solution.mask)
        let window = view.bounds.grown(by: Self.room, width: geometry.width, height: geometry.height)
        let cropped = view.cropped(to: window)
        var mask = cropped.pixels
        let pixels = kept.filter(geometry.shows).map { geometry.pixelIndex(at: geometry.location(of: $0)) }
            .map { (x: $0 % geometry.width, y: $0 / geometry.width) }
            .filter { window.contains(x: $0.x, y: $0.y) }
        fillHoles(
            in: &mask, width: window.width, height: window.height, largest: cropped.area * 3 / 100 + 8,
            keeping: pixels.map { ($0.y - window.y) * window.width + $0.x - window.x })
        plane = Plane(width: window.width, height: window.height, values: mask.map { Float($0) }).blurred(sigma: 1)
        x = window.x
        y = window.y
        viewWidth = geometry.width
    }
}

/// The columns of a picture as they lie on those of a soft mask.
struct SoftColumns {
    /// A stretch of columns that share their samples, and the columns of these.
    private struct Cell {
        let columns: Range<Int>
        let first: Int
        let second: Int
    }

    private let soft: SoftMask
    private let taps: [LinearTap]
    private let cells: [Cell]

    /// Columns that lie at `positions` of the view, from left to right.
    init(_ soft: SoftMask, positions: [Float]) {
        self.soft = soft
        let taps = positions.map { LinearTap(position: $0, count: soft.viewWidth) }
        var cells: [Cell] = []
        for column in taps.indices where column == 0 || taps[column].first != taps[column - 1].first {
            let end = taps[column...].firstIndex { $0.first != taps[column].first }
            cells.append(
                Cell(
                    columns: column..<(end ?? taps.count), first: taps[column].first - soft.x,
                    second: taps[column].second - soft.x))
        }
        precondition(cells.allSatisfy { $0.first >= 0 && $0.second < soft.plane.width })
        self.taps = taps
        self.cells = cells
    }

    /// What the rows `upper` and `lower` of the view say of the rows of the picture between them, if values below
    /// `doubt` and above 1 minus that leave none.
    func read(_ upper: Int, _ lower: Int, doubt: Float, into rows: inout SoftRows) {
        rows.clear(upper: upper)
        let width = soft.plane.width
        soft.plane.values.withUnsafeBufferPointer { values in
            let above = UnsafeBufferPointer(
                rebasing: values[((upper - soft.y) * width)..<((upper - soft.y + 1) * width)])
            let below = UnsafeBufferPointer(
                rebasing: values[((lower - soft.y) * width)..<((lower - soft.y + 1) * width)])
            for cell in cells {
                let (a, b) = (above[cell.first], above[cell.second])
                let (c, d) = (below[cell.first], below[cell.second])
                if max(max(a, b), max(c, d)) < doubt { continue }
                if min(min(a, b), min(c, d)) > 1 - doubt {
                    rows.addCertain(cell.columns)
                } else {
                    rows.addDoubtful(cell.columns)
                    for column in cell.columns {
                        rows.above.append(taps[column].mix(a, b))
                        rows.below.append(taps[column].mix(c, d))
                    }
                }
            }
        }
    }
}

/// What two rows of a soft mask say of the rows of the picture between them.
struct SoftRows {
    /// The upper one, in rows of the view.
    private(set) var upper = -1
    /// Columns of object pixels, and of those that may be either; the others are background.
    private var certain: [Range<Int>] = []
    private var doubtful: [Range<Int>] = []
    /// The soft mask in the doubtful columns, one after the other, in the two rows.
    fileprivate var above: [Float] = []
    fileprivate var below: [Float] = []

    fileprivate mutating func clear(upper: Int) {
        self.upper = upper
        certain.removeAll(keepingCapacity: true)
        doubtful.removeAll(keepingCapacity: true)
        above.removeAll(keepingCapacity: true)
        below.removeAll(keepingCapacity: true)
    }

    fileprivate mutating func addCertain(_ columns: Range<Int>) { Self.add(columns, to: &certain) }
    fileprivate mutating func addDoubtful(_ columns: Range<Int>) { Self.add(columns, to: &doubtful) }

    private static func add(_ columns: Range<Int>, to stretches: inout [Range<Int>]) {
        if let last = stretches.last, last.upperBound == columns.lowerBound {
            stretches[stretches.count - 1] = last.lowerBound..<columns.upperBound
        } else {
            stretches.append(columns)
        }
    }

    /// Writes row `y` of the picture, which lies at `row` of the view, into `line`, which holds background: 1 for what is
    /// above 1 minus `doubt`, and ``BandFlood/undecided`` for what is not but at least `least`; that also goes to `open`.
    ///
    /// Nothing depends on a branch: along an outline nobody can foretell which pixels are open.
    ///
    /// - Returns: The number of open pixels.
    @inline(__always)
    func write(
        _ row: LinearTap, y: Int, doubt: Float, openFrom least: Float, to line: UnsafeMutableBufferPointer<UInt8>,
        open: UnsafeMutableBufferPointer<BandPixel>
    ) -> Int {
        for columns in certain { line[columns].update(repeating: 1) }
        var count = 0
        above.withUnsafeBufferPointer { above in
            below.withUnsafeBufferPointer { below in
                var place = 0
                for columns in doubtful {
                    for column in columns {
                        let value = row.mix(above[place], below[place])
                        place &+= 1
                        let isObject = value > 1 - doubt
                        let isOpen = !isObject && value >= least
                        line[column] = (isObject ? 1 : 0) | (isOpen ? BandFlood.undecided : 0)
                        open[count] = BandPixel(
                            x: Int32(truncatingIfNeeded: column), y: Int32(truncatingIfNeeded: y), softness: value)
                        count &+= isOpen ? 1 : 0
                    }
                }
            }
        }
        return count
    }
}
