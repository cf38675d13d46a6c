// SPDX-License-Identifier: Apache-2.0

import Raster

/// The stages of the analysis of a rectangle, from pixels to the merge tree, each kept to be looked at.
struct ViewStages {
    let geometry: ViewGeometry
    let colour: ColourPlanes
    let cue: BoundaryCue
    let basins: Basins
    let basinStatistics: [RegionStatistics]
    let basinGraph: BasinGraph
    /// How likely each edge of ``basinGraph`` is an object boundary.
    let edgeStrengths: [Float]
    let mergeTree: MergeTree
    /// Logarithm of the share of the frame that the rectangle covers.
    let logFrameShare: Float

    init(
        _ picture: StoredPicture, rect: PixelRect, side: Int, edgeDecision: TreeEnsemble?, helpers: Helpers = .none,
        clock: StageClock = .none
    ) {
        let geometry = ViewGeometry(rect: rect, side: side)
        logFrameShare = logarithm(Float(rect.width * rect.height) / Float(picture.width * picture.height))
        let colour = clock("resample") { ColourPlanes(picture, geometry, helpers: helpers) }
        let edges = clock("gradient") { ReliefEdges(colour, helpers: helpers) }
        let (basins, cue) = clock("basins and wider gradients") {
            helpers.both {
                let relief = Relief(edges.relief)
                return relief.basins().joiningMinor(in: relief, colours: edges.smooth)
            } _: {
                BoundaryCue(edges)
            }
        }
        let (statistics, graph) = clock("graph of basins") {
            let (statistics, contacts) = helpers.both {
                regionStatistics(of: basins, channels: cue.channels)
            } _: {
                BasinContacts(basins)
            }
            return (statistics, BasinGraph(contacts, cue, helpers: helpers))
        }
        let strengths = clock("edge strengths") {
            Segmentation.edgeStrengths(
                graph, statistics, meanGradient: cue.meanGradient, edgeDecision, helpers: helpers)
        }
        mergeTree = clock("merge") {
            MergeTree(
                graph, strengths: strengths, statistics, pixelCount: geometry.pixelCount, helpers: helpers)
        }
        self.geometry = geometry
        self.colour = colour
        self.cue = cue
        self.basins = basins
        basinStatistics = statistics
        basinGraph = graph
        edgeStrengths = strengths
    }
}
