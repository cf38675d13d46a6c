// SPDX-License-Identifier: Apache-2.0

package import Raster

/// What one stage of the segmentation sees or decides, as a picture to look at.
package struct StagePicture: Sendable {
    /// A name that sorts in the order of the stages, such as "007-whole-basins".
    package let name: String
    /// The picture; at twice the size of the view where boundaries between pixels are shown.
    package let image: Image
}

extension Segmenter {
    /// Segments as ``segment(_:_:)`` does, and shows every stage on the way: the analysis of each view (colours,
    /// boundary cue, basins, edge strengths, merge tree, regions), what was decided at each look (probabilities,
    /// object) and the outline at the resolution of the view and of the picture.
    ///
    /// Cost: several times that of a segmentation; for people who want to understand a mask.
    package func stages(of picture: Picture, _ prompts: Prompts) -> [StagePicture] {
        let analysis = analyse(picture)
        var album = StageAlbum(picture.image, analysis)
        let all = PixelPrompts(prompts, in: analysis.frame)
        for part in all.parts(prompts.pixelBoxes(in: analysis.frame)) {
            var records: [SolveRecord] = []
            let replay = Replay(analysis: analysis, prompts: part) { records.append($0) }
            let solution = try? replay.run()
            for record in records { album.show(record) }
            if let solution { album.show(solution) }
        }
        album.show(segment(analysis, prompts).mask, all)
        return album.pictures
    }
}

/// The stage pictures made so far.
private struct StageAlbum {
    private let image: Image
    private let analysis: Analysis
    private(set) var pictures: [StagePicture] = []
    /// The views that were shown, with the names that they have in the album.
    private var views: [PixelRect: (name: String, stages: ViewStages)] = [:]
    private var solveCount = 0
    private var maskCount = 0

    init(_ image: Image, _ analysis: Analysis) {
        self.image = image
        self.analysis = analysis
        _ = stages(of: analysis.frame)
    }

    private mutating func add(_ name: String, _ image: Image) {
        let number = "\(pictures.count + 1)"
        let zeros = String(repeating: "0", count: max(0, 3 - number.count))
        pictures.append(StagePicture(name: "\(zeros)\(number)-\(name)", image: image))
    }

    /// The stages of a view; they are shown when it is met first.
    private mutating func stages(of rect: PixelRect) -> ViewStages {
        if let known = views[rect] { return known.stages }
        let name = rect == analysis.frame ? "whole" : "zoom\(views.count)"
        let stages = analysis.stages(of: rect)
        views[rect] = (name, stages)
        for (stage, image) in stages.pictures { add("\(name)-\(stage)", image) }
        return stages
    }

    mutating func show(_ record: SolveRecord) {
        let stages = stages(of: record.view.geometry.rect)
        solveCount += 1
        for (stage, image) in record.pictures(stages.colour) { add("solve\(solveCount)-\(stage)", image) }
    }

    mutating func show(_ solution: Solution) {
        let stages = stages(of: solution.geometry.rect)
        let mask = solution.mask
        maskCount += 1
        add("mask\(maskCount)", stages.colour.drawn { mask[$0] != 0 })
    }

    mutating func show(_ mask: PlacedMask, _ prompts: PixelPrompts) {
        var drawing = StageDrawing(outlining: mask, on: image)
        let unit = max(1, Float(max(image.width, image.height)) / 320)
        for (pixels, isPositive) in [(prompts.negatives, false), (prompts.positives, true)] {
            for pixel in pixels {
                drawing.mark(ViewPoint(x: Float(pixel.x) + 0.5, y: Float(pixel.y) + 0.5), isPositive, unit: unit)
            }
        }
        add("boundary", drawing.image)
    }
}
