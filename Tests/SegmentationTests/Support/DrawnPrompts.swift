// SPDX-License-Identifier: Apache-2.0

import DrawingKit
import Raster

@testable import Segmentation

/// A view of a part of a scene, pixel by pixel, with prompts of every kind: two clicks on the object, two beside it, a box
/// and a mask before. What is known of them is counted here pixel by pixel.
struct DrawnPrompts {
    let view: View
    let pixels: PixelPrompts
    let prompts: ViewPrompts
    /// The mask before: the left of the view up to a slanted line.
    let memory: Memory
    let generator: SeededGenerator

    static let frame = PixelRect(width: 30, height: 28)
    static let rect = PixelRect(x: 4, y: 6, width: 22, height: 18)

    /// - Parameter hasAll: Whether there are negative clicks and a box.
    init(seed: Int, hasAll: Bool = true) {
        let rect = Self.rect
        var generator = SeededGenerator(seed: UInt64(seed))
        let image = Image.scene(Self.frame.width, Self.frame.height, seed: UInt64(seed))
        view = View(
            ViewStages(StoredPicture(.rgb(image)), rect: rect, side: rect.longerSide, edgeDecision: nil))
        var drawn: Set<FramePixel> = []
        func pixel() -> FramePixel {
            while true {
                let x = Int.random(in: rect.x..<rect.maxX, using: &generator)
                let y = Int.random(in: rect.y..<rect.maxY, using: &generator)
                if drawn.insert(FramePixel(x: x, y: y)).inserted { return FramePixel(x: x, y: y) }
            }
        }
        let corner = Point(x: Double(rect.x + 3), y: Double(rect.y + 5))
        let box = PixelBox(Box(corner, Point(x: corner.x + 13, y: corner.y + 8)), in: Self.frame)
        pixels = PixelPrompts(
            positives: [pixel(), pixel()], negatives: hasAll ? [pixel(), pixel()] : [], box: hasAll ? box : nil)
        prompts = ViewPrompts(pixels, in: view)
        let mask = (0..<view.geometry.pixelCount).map { place in
            UInt8(place % rect.width + place / rect.width / 2 < 11 ? 1 : 0)
        }
        memory = Memory(
            Solution(view.geometry, mask: mask, expectedOverlap: 0.7), in: view,
            correcting: Click(pixel: pixel(), isPositive: seed % 2 == 0))
        self.generator = generator
    }

    /// Numbers 0 ..< 1, one a region.
    var probabilities: [Float] {
        var generator = generator
        return (0..<view.regionCount).map { _ in generator.unit() }
    }

    /// What can be counted of a set of regions.
    func counts(_ regions: some Sequence<Int>) -> Counts { Counts(Set(regions), view) }

    struct Counts {
        var area: Float = 0
        var width: Float
        var height: Float
        var minX: Float
        var minY: Float
        /// Pixel sides on the border of the view, and on the outline inside it.
        var border: Float = 0
        var outline: Float = 0
        let places: [Int]

        init(_ regions: Set<Int>, _ view: View) {
            let size = (width: view.geometry.width, height: view.geometry.height)
            func isInside(_ place: Int) -> Bool { regions.contains(Int(view.regionOfPixel[place])) }
            places = view.regionOfPixel.indices.filter(isInside)
            let columns = places.map { $0 % size.width }
            let rows = places.map { $0 / size.width }
            minX = Float(columns.min() ?? 0)
            minY = Float(rows.min() ?? 0)
            width = Float(columns.max() ?? 0) - minX + 1
            height = Float(rows.max() ?? 0) - minY + 1
            for place in places {
                let around = neighbours(of: place, width: size.width, height: size.height)
                area += 1
                border += Float(4 - around.count)
                outline += Float(around.count { !isInside($0) })
            }
        }

        /// How many of the pixels are among those that `isMember` tells.
        func count(where isMember: (_ place: Int) -> Bool) -> Float { Float(places.count(where: isMember)) }
    }

    /// Whether a pixel of the view is inside the box.
    func isInBox(_ place: Int) -> Bool {
        let (x, y) = (place % view.geometry.width + Self.rect.x, place / view.geometry.width + Self.rect.y)
        return pixels.box?.rect.contains(x: x, y: y) == true
    }

    /// The place in the view of each of some pixels of the frame.
    func places(_ pixels: [FramePixel]) -> [Int] {
        pixels.map { ($0.y - Self.rect.y) * view.geometry.width + $0.x - Self.rect.x }
    }

    /// The regions under some pixels of the frame.
    func regions(_ pixels: [FramePixel]) -> Set<Int> { Set(places(pixels).map { Int(view.regionOfPixel[$0]) }) }

    /// Cheapest ways from `sources` to every region, found by trying every edge until nothing gets cheaper.
    func cheapestWays(from sources: some Sequence<Int>, _ cost: (RegionGraph.Edge) -> Float) -> [Float] {
        var distances = [Float](repeating: RegionGraph.unreachable, count: view.regionCount)
        for source in sources { distances[source] = 0 }
        var before: [Float] = []
        while before != distances {
            before = distances
            for edge in view.graph.edges {
                let (a, b) = (Int(edge.a), Int(edge.b))
                distances[a] = min(distances[a], distances[b] + cost(edge))
                distances[b] = min(distances[b], distances[a] + cost(edge))
            }
        }
        return distances
    }

    /// Ways on which barriers alone count.
    func overBarriers(from sources: some Sequence<Int>) -> [Float] {
        cheapestWays(from: sources) { $0.strength * $0.strength + 0.01 }
    }

    /// Ways on which the way in the plane counts, too.
    func overPlane(from sources: some Sequence<Int>) -> [Float] {
        let diagonal = view.geometry.diagonal
        return cheapestWays(from: sources) {
            let way = view.graph.centroids[Int($0.a)].distance(to: view.graph.centroids[Int($0.b)])
            return 0.3 * $0.strength + 4 * way / diagonal
        }
    }

    /// Every node of the region tree that holds `region` and one of `others`.
    func joins(_ region: Int, _ others: Set<Int>) -> [RegionTree.Node] {
        view.tree.nodes.indices.filter { node in
            let leaves = Set(view.tree.leaves(below: node))
            return leaves.contains(region) && !leaves.isDisjoint(with: others)
        }.map { view.tree.nodes[$0] }
    }

    /// Middle of the pixels of some regions.
    func middle(_ regions: some Sequence<Int>) -> ViewPoint {
        let places = counts(regions).places
        let width = view.geometry.width
        let count = Float(places.count)
        return ViewPoint(
            x: places.reduce(0) { $0 + Float($1 % width) } / count + 0.5,
            y: places.reduce(0) { $0 + Float($1 / width) } / count + 0.5)
    }

    /// The middle of a pixel of the frame.
    func point(_ pixel: FramePixel) -> ViewPoint {
        ViewPoint(x: Float(pixel.x - Self.rect.x) + 0.5, y: Float(pixel.y - Self.rect.y) + 0.5)
    }
}
