// SPDX-License-Identifier: Apache-2.0

import Raster

/// A view at half its resolution, to measure in how deep places lie in sets of regions.
struct DepthGrid: Sendable {
    /// View pixels from one cell to the next.
    fileprivate static let step = 2

    fileprivate let width: Int
    fileprivate let height: Int
    /// Region of each cell.
    fileprivate let regionOfCell: [Int32]
    /// The cells that each region may have.
    fileprivate let boxes: [PixelRect]

    /// - Parameter nodes: The regions, for the rectangles around them.
    init(regionOfPixel: [Int32], _ geometry: ViewGeometry, _ nodes: some Sequence<RegionTree.Node>) {
        let width = max(1, geometry.width / Self.step)
        let height = max(1, geometry.height / Self.step)
        self.width = width
        self.height = height
        boxes = nodes.map { node in
            func cells(_ low: Float, _ high: Float, _ count: Int) -> Range<Int> {
                let first = min(count - 1, Int(low) / Self.step)
                return first..<min(count, max(first, Int(high) / Self.step) + 1)
            }
            let columns = cells(node.minX, node.maxX, width)
            let rows = cells(node.minY, node.maxY, height)
            return PixelRect(x: columns.lowerBound, y: rows.lowerBound, width: columns.count, height: rows.count)
        }
        var regionOfCell: [Int32] = []
        regionOfCell.reserveCapacity(width * height)
        for y in 0..<height {
            let row = min(geometry.height - 1, Self.step * y + Self.step / 2) * geometry.width
            for x in 0..<width {
                regionOfCell.append(regionOfPixel[row + min(geometry.width - 1, Self.step * x + Self.step / 2)])
            }
        }
        self.regionOfCell = regionOfCell
    }

    /// How deep a place and the deepest place lie in a set of regions.
    func depth(at place: ViewPoint, in isMember: [Bool]) -> ClickDepth {
        var field = DepthField(self)
        field.add(isMember.indices.filter { isMember[$0] })
        return field.depth(at: place)
    }
}

/// How deep every cell lies in a set of regions that grows: its distance to the nearest cell that is not in the set.
/// Beyond the view nothing is.
///
/// A chamfer distance, wrong by 2 % at most (G. Borgefors, "Distance transformations in digital images", 1986). A new region
/// changes only what was nearest to one of its cells, so that no more than its surroundings, as far as the deepest place was
/// deep, are looked at again.
struct DepthField {
    /// Cells around the view that are never part of a set: as far as one step of the distance reaches.
    private static let rim = 2
    /// Cells that are looked at together; as many more are to the right of the view.
    private static let lanes = 8
    /// The distance from a cell to the next one in its row.
    private static let unit: Int16 = 5

    private let grid: DepthGrid
    private let stride: Int
    /// `.max` for the regions in the set, 0 for the others.
    private var inSet: [Int16]
    private var distances: [Int16]
    /// The first of the deepest cells, and its distance.
    private var deepest = 0
    private var depth: Int16 = 0

    /// The field of the empty set.
    init(_ grid: DepthGrid) {
        self.grid = grid
        stride = grid.width + 2 * Self.rim + Self.lanes
        inSet = [Int16](repeating: 0, count: grid.boxes.count)
        distances = [Int16](repeating: 0, count: stride * (grid.height + 2 * Self.rim))
    }

    /// Takes more regions into the set. Cost: two passes over their surroundings.
    mutating func add(_ regions: [Int]) {
        guard let first = regions.first else { return }
        var box = grid.boxes[first]
        for region in regions {
            inSet[region] = .max
            box = box.union(grid.boxes[region])
        }
        box = box.grown(by: Int(depth / Self.unit) + 1, width: grid.width, height: grid.height)
        spreadDown(box)
        spreadUp(box)
    }

    /// How deep a place and the deepest place lie in the set, in view pixels. Half a cell at least.
    func depth(at place: ViewPoint) -> ClickDepth {
        let step = Float(DepthGrid.step)
        guard depth > 0 else { return ClickDepth(atClick: 0.5 * step, deepest: 0.5 * step, offset: 0) }
        func length(_ distance: Int16) -> Float { step * (Float(distance) / Float(Self.unit)) }
        let x = Int(place.x / step)
        let y = Int(place.y / step)
        let isInside = place.x >= 0 && place.y >= 0 && x < grid.width && y < grid.height
        let here = isInside ? distances[index(x, y)] : 0
        let middle = ViewPoint(
            x: step * (Float(deepest % stride - Self.rim) + 0.5), y: step * (Float(deepest / stride - Self.rim) + 0.5))
        return ClickDepth(
            atClick: max(length(here), 0.5 * step), deepest: length(depth), offset: middle.distance(to: place))
    }

    @inline(__always)
    private func index(_ x: Int, _ y: Int) -> Int { (y &+ Self.rim) &* stride &+ x &+ Self.rim }

    /// The distance of each cell of a rectangle to those not in the set that lie above, or in the row to the left.
    private mutating func spreadDown(_ box: PixelRect) {
        let (stride, width) = (stride, grid.width)
        let start = index(box.x, 0)
        distances.withUnsafeMutableBufferPointer { distances in
            guard let base = distances.baseAddress else { return }
            inSet.withUnsafeBufferPointer { inSet in
                grid.regionOfCell.withUnsafeBufferPointer { regionOfCell in
                    for y in box.y..<box.maxY {
                        let row = base + (start &+ y &* stride)
                        let regions = UnsafeBufferPointer(rebasing: regionOfCell[(y &* width)...])
                        for x in box.x..<box.maxX { row[x &- box.x] = inSet[Int(regions[x])] }
                        Self.take(box.width, row, nearer: row - stride, farther: row - 2 * stride)
                        var last = row[-1]
                        for x in 0..<box.width {
                            last = min(row[x], last &+ Self.unit)
                            row[x] = last
                        }
                    }
                }
            }
        }
    }

    /// Takes in the distances to cells below, or in the row to the right, and finds the deepest cell.
    private mutating func spreadUp(_ box: PixelRect) {
        var (deepest, depth) = (deepest, depth)
        let stride = stride
        let start = index(box.x, 0)
        distances.withUnsafeMutableBufferPointer { distances in
            guard let base = distances.baseAddress else { return }
            for y in (box.y..<box.maxY).reversed() {
                let rowStart = start &+ y &* stride
                let row = base + rowStart
                Self.take(box.width, row, nearer: row + stride, farther: row + 2 * stride)
                var last = row[box.width]
                var highest: Int16 = 0
                for x in (0..<box.width).reversed() {
                    last = min(row[x], last &+ Self.unit)
                    row[x] = last
                    highest = max(highest, last)
                }
                guard highest >= depth, highest > 0 else { continue }
                let first = rowStart &+ ((0..<box.width).first { row[$0] == highest } ?? 0)
                if highest > depth || first < deepest {
                    depth = highest
                    deepest = first
                }
            }
        }
        (self.deepest, self.depth) = (deepest, depth)
    }

    /// Lowers the distances of a row to what they are by way of the next row and of that after it.
    ///
    /// None waits for the one before it, so that eight are done at once. The last eight may reach beyond `count`: there
    /// distances are what they should be already, and no way makes them shorter.
    @inline(__always)
    private static func take(
        _ count: Int, _ row: UnsafeMutablePointer<Int16>, nearer: UnsafeMutablePointer<Int16>,
        farther: UnsafeMutablePointer<Int16>
    ) {
        for x in Swift.stride(from: 0, to: count, by: lanes) {
            let corner = lesser(eight(nearer, x &- 1), eight(nearer, x &+ 1)) &+ 7
            let knight =
                lesser(
                    lesser(eight(nearer, x &- 2), eight(nearer, x &+ 2)),
                    lesser(eight(farther, x &- 1), eight(farther, x &+ 1))) &+ 11
            let straight = lesser(eight(row, x), eight(nearer, x) &+ unit)
            UnsafeMutableRawPointer(row + x).storeBytes(
                of: lesser(straight, lesser(corner, knight)), as: SIMD8<Int16>.self)
        }
    }

    @inline(__always)
    private static func eight(_ row: UnsafeMutablePointer<Int16>, _ x: Int) -> SIMD8<Int16> {
        UnsafeRawPointer(row + x).loadUnaligned(as: SIMD8<Int16>.self)
    }

    @inline(__always)
    private static func lesser(_ a: SIMD8<Int16>, _ b: SIMD8<Int16>) -> SIMD8<Int16> {
        a.replacing(with: b, where: b .< a)
    }
}
