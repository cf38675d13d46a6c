// SPDX-License-Identifier: Apache-2.0

import Raster
import Synchronization

/// Everything known of one rectangle of a picture before anybody clicks.
///
/// The whole picture is one view; a look at a small object with more pixels is another. All later work is done on
/// the few hundred regions of a view, not on pixels. Views never change once made, but for what they remember.
final class View: Sendable {
    /// Regions that a view is divided into, at most.
    static let regionLimit = 600

    let geometry: ViewGeometry
    /// The relief that basins were found in; it splits a region when clicks contradict each other inside it.
    let relief: Plane
    /// Region of each pixel of the view.
    let regionOfPixel: [Int32]
    let tree: RegionTree
    let graph: RegionGraph
    let kernel: ColourKernel
    /// What it costs a path to cross each edge of ``graph``: when barriers alone count, and when the way in the plane
    /// counts, too.
    let barrierWeights: [Float]
    private let pathWeights: [Float]
    let salience: Salience
    let depthGrid: DepthGrid
    /// Rays from the last place that was asked for: every click on an object asks for those from the first.
    private let lastRays = Mutex<(start: ViewPoint, rays: Rays)?>(nil)
    /// Depths of the click that was asked for last: every click on an object asks for those of the first.
    private let lastDepths = Mutex<(place: ViewPoint, depths: [ClickDepth])?>(nil)
    /// Distances from the sets of regions that were asked for last: one click after the other asks for those from the
    /// border and from the clicks before it.
    private let lastDistances = Mutex(RecentlyUsed<[Int], RegionDistances>(limit: 6))
    /// Mean of the fine gradient: how much there is to see at all.
    let meanGradient: Float
    /// Logarithm of the share of the frame that the view shows: 0 for the whole picture.
    let logFrameShare: Float

    /// Analyses `rect` of `picture` with the longer side reduced to `side` pixels.
    convenience init(
        _ picture: StoredPicture, rect: PixelRect, side: Int, edgeDecision: TreeEnsemble?, helpers: Helpers = .none,
        clock: StageClock = .none
    ) {
        let stages = ViewStages(
            picture, rect: rect, side: side, edgeDecision: edgeDecision, helpers: helpers, clock: clock)
        self.init(stages, helpers: helpers, clock: clock)
    }

    /// Keeps of the stages what clicks need.
    init(_ stages: ViewStages, helpers: Helpers = .none, clock: StageClock = .none) {
        geometry = stages.geometry
        relief = stages.cue.relief
        meanGradient = stages.cue.meanGradient
        logFrameShare = stages.logFrameShare
        let tree = clock("regions") { RegionTree(stages.mergeTree, leafLimit: Self.regionLimit) }
        let regionOfPixel = stages.basins.labels(renumbered: tree.leafOfBasin, helpers: helpers)
        (graph, kernel) = clock("region graph and colours") {
            helpers.both {
                RegionGraph(
                    tree, stages.basinGraph, strengths: stages.edgeStrengths, regionOfPixel: regionOfPixel,
                    width: stages.geometry.width)
            } _: {
                ColourKernel(
                    tree.nodes[0..<tree.leafCount].map(\.colour), areas: tree.nodes[0..<tree.leafCount].map(\.area))
            }
        }
        barrierWeights = graph.barrierWeights()
        pathWeights = graph.pathWeights(diagonal: geometry.diagonal)
        salience = clock("salience") { [graph, kernel] in
            Salience(tree, graph, kernel, diagonal: stages.geometry.diagonal, helpers: helpers)
        }
        depthGrid = DepthGrid(regionOfPixel: regionOfPixel, geometry, tree.nodes[0..<tree.leafCount])
        self.tree = tree
        self.regionOfPixel = regionOfPixel
    }

    var regionCount: Int { tree.leafCount }

    /// The boundaries between `start` and all regions, and beyond them.
    func rays(from start: ViewPoint, helpers: Helpers = .none) -> Rays {
        if let last = lastRays.withLock({ $0 }), last.start == start { return last.rays }
        let rays = Rays(self, from: start, helpers: helpers)
        lastRays.withLock { $0 = (start, rays) }
        return rays
    }

    /// The depth of a click in each node of the region tree that holds it, from its region upwards.
    func depths(of click: ViewPrompts.Click) -> [ClickDepth] {
        if let last = lastDepths.withLock({ $0 }), last.place == click.point { return last.depths }
        let depths = depths(of: click.point, from: click.region) { _ in true }
        lastDepths.withLock { $0 = (click.point, depths) }
        return depths
    }

    /// How far every region is from the nearest of `regions`: over barriers alone, and over barriers and the plane.
    func distances(from regions: [Int]) -> RegionDistances {
        if let known = lastDistances.withLock({ $0[regions] }) { return known }
        let distances = (
            barriers: graph.distances(from: regions, weights: barrierWeights),
            paths: graph.distances(from: regions, weights: pathWeights)
        )
        lastDistances.withLock { $0[regions] = distances }
        return distances
    }

    /// The region under a place; places outside the view count as its nearest pixel.
    func region(at point: ViewPoint) -> Int { Int(regionOfPixel[geometry.pixelIndex(at: point)]) }

    /// The mask of a set of regions: 1 for object, 0 for background.
    func mask(of isObject: [Bool]) -> [UInt8] {
        let sides = isObject.map { $0 ? UInt8(1) : 0 }
        return [UInt8](unsafeUninitializedCapacity: regionOfPixel.count) { mask, initialized in
            sides.withUnsafeBufferPointer { sides in
                for pixel in regionOfPixel.indices { mask[pixel] = sides[Int(regionOfPixel[pixel])] }
            }
            initialized = regionOfPixel.count
        }
    }

    /// About how many bytes the view holds.
    var byteCount: Int {
        9 * geometry.pixelCount + 4 * regionCount * regionCount + 100 * tree.nodes.count + 32 * graph.edges.count
            + 64 * regionCount
    }
}

/// Two distances of every region; see ``View/distances(from:)``.
typealias RegionDistances = (barriers: [Float], paths: [Float])
