// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct DepthFieldTests {
    /// A picture of blocks, each its own region: every cell of the grid is two of its pixels wide and high.
    private struct Blocks {
        let geometry: ViewGeometry
        let grid: DepthGrid
        let regionCount: Int

        /// The regions are the different values of `cells`, each cell drawn with four pixels.
        init(_ cells: Grid) {
            let pixels = Grid(width: 2 * cells.width, height: 2 * cells.height) { cells[$0 / 2, $1 / 2] }
            geometry = ViewGeometry(
                rect: PixelRect(width: pixels.width, height: pixels.height),
                side: max(pixels.width, pixels.height))
            let boxes = (0...(pixels.values.max() ?? 0)).map { value in
                pixels.values.indices.filter { pixels.values[$0] == value }
            }
            regionCount = boxes.count
            let nodes = boxes.map { places in
                let columns = places.map { $0 % pixels.width }
                let rows = places.map { $0 / pixels.width }
                return RegionTree.Node(
                    parent: -1, firstChild: -1, secondChild: -1, height: 0, area: Float(places.count), colour: .zero,
                    deviation: 0, perimeter: 0, outlineStrength: 0, border: 0, minX: Float(columns.min() ?? 0),
                    minY: Float(rows.min() ?? 0), maxX: Float(columns.max() ?? 0), maxY: Float(rows.max() ?? 0))
            }
            grid = DepthGrid(regionOfPixel: pixels.values.map { Int32($0) }, geometry, nodes)
        }

        func depth(x: Int, y: Int, in regions: Set<Int>) -> ClickDepth {
            grid.depth(
                at: ViewPoint(x: Float(2 * x + 1), y: Float(2 * y + 1)), in: (0..<regionCount).map(regions.contains))
        }
    }

    @Test("The middle of a square is its deepest place; towards a side, and in a corner, it gets shallow")
    func square() {
        let blocks = Blocks(
            Grid(
                """
                000000000
                011111110
                011111110
                011111110
                011111110
                011111110
                011111110
                011111110
                000000000
                """))
        let middle = blocks.depth(x: 4, y: 4, in: [1])
        #expect(middle == ClickDepth(atClick: 8, deepest: 8, offset: 0) && middle.share == 1)
        #expect(blocks.depth(x: 2, y: 4, in: [1]) == ClickDepth(atClick: 4, deepest: 8, offset: 4))
        #expect(blocks.depth(x: 1, y: 1, in: [1]).share == 0.25)
        // Together with the ground it is the whole view, which ends where the picture does.
        #expect(blocks.depth(x: 4, y: 4, in: [0, 1]).deepest == 10)
    }

    @Test("Where two things hang together, neither middle is that of both unless one is the larger")
    func neighbour() {
        let blocks = Blocks(
            Grid(
                """
                1111122222222
                1111122222222
                1111122222222
                1111122222222
                1111122222222
                0000022222222
                0000022222222
                """))
        #expect(blocks.depth(x: 2, y: 2, in: [1]).share == 1)
        let both = blocks.depth(x: 2, y: 2, in: [1, 2])
        #expect(both.share < 0.8 && both.offset > 8)
        #expect(blocks.depth(x: 9, y: 3, in: [1, 2]).share == 1)
    }

    @Test("Without a region, or beside it, depth is half a cell")
    func outside() {
        let blocks = Blocks(Grid("000\n010\n000"))
        #expect(blocks.depth(x: 1, y: 1, in: []) == ClickDepth(atClick: 1, deepest: 1, offset: 0))
        let beside = blocks.depth(x: 0, y: 0, in: [1])
        #expect(beside.atClick == 1 && beside.deepest == 2)
        #expect(Blocks(Grid("0")).depth(x: 0, y: 0, in: [0]).share == 1)
    }

    @Test("Distances are those that looking at every cell finds, but for 2 %", arguments: 1...12 as ClosedRange<UInt64>)
    func exact(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let width = Int.random(in: 3...40, using: &generator)
        let height = Int.random(in: 3...30, using: &generator)
        // Few regions that are not members, so that there is some depth.
        let cells = Grid(width: width, height: height) { _, _ in
            Int.random(in: 0..<30, using: &generator) == 0 ? 0 : Int.random(in: 1...3, using: &generator)
        }
        let blocks = Blocks(cells)
        func distance(_ x: Int, _ y: Int) -> Float {
            guard cells[x, y] != 0 else { return 0 }
            var nearest = Float.infinity
            for otherY in -1...height {
                for otherX in -1...width {
                    let isInside = otherX >= 0 && otherY >= 0 && otherX < width && otherY < height
                    guard !isInside || cells[otherX, otherY] == 0 else { continue }
                    nearest = min(nearest, hypotenuse(Float(otherX - x), Float(otherY - y)))
                }
            }
            return nearest
        }
        let distances = (0..<(width * height)).map { distance($0 % width, $0 / width) }
        for _ in 0..<10 {
            let x = Int.random(in: 0..<width, using: &generator)
            let y = Int.random(in: 0..<height, using: &generator)
            let found = blocks.depth(x: x, y: y, in: [1, 2, 3])
            #expect(abs(found.atClick / 2 - max(0.5, distances[y * width + x])) <= 0.03 * found.atClick)
            #expect(abs(found.deepest / 2 - (distances.max() ?? 0)) <= 0.03 * found.deepest)
        }
    }

    @Test("A set that grows region by region is as deep as one that is measured at once", arguments: smallPictures)
    func growing(image: Image) {
        let view = View(image)
        var generator = SeededGenerator(seed: 7)
        let order = (0..<view.regionCount).shuffled(using: &generator)
        let places = (0..<4).map { _ in
            ViewPoint(x: Float(image.width) * generator.unit(), y: Float(image.height) * generator.unit())
        }
        var field = DepthField(view.depthGrid)
        var isMember = [Bool](repeating: false, count: view.regionCount)
        var rest = order[...]
        while !rest.isEmpty {
            let next = Array(rest.prefix(Int.random(in: 1...3, using: &generator)))
            rest = rest.dropFirst(next.count)
            field.add(next)
            for region in next { isMember[region] = true }
            for place in places { #expect(field.depth(at: place) == view.depthGrid.depth(at: place, in: isMember)) }
        }
    }
}
