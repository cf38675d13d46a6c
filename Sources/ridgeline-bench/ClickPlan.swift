// SPDX-License-Identifier: Apache-2.0

import Raster
import Segmentation

/// Three requests about one picture, as an annotator would make them: a first click, a correction inside the mask, and
/// a click elsewhere, for which the engine has to look at another part of the picture.
struct ClickPlan {
    let first: Prompts
    let next: Prompts
    let moved: Prompts

    /// Clicks for the picture of `analysis`.
    init(_ analysis: Analysis, _ segmenter: Segmenter) {
        let width = Double(analysis.width)
        let height = Double(analysis.height)
        let places = [(0.5, 0.5), (0.35, 0.4), (0.65, 0.6), (0.3, 0.7), (0.7, 0.3)]
            .map { Point(x: $0.0 * width, y: $0.1 * height) }
        // An object of middling size: neither a speck nor the background.
        let wanted = 0.06 * width * height
        let candidates = places.map { place in
            (place, segmenter.segment(analysis, Prompts(positives: [place])).mask)
        }
        let (place, mask) =
            candidates.min { abs(Double($0.1.mask.area) - wanted) < abs(Double($1.1.mask.area) - wanted) }
            ?? (places[0], .empty(frameWidth: analysis.width, frameHeight: analysis.height))
        first = Prompts(positives: [place])
        next = Prompts(positives: [place], negatives: [Self.pointNearEdge(of: mask, awayFrom: place)])
        moved = Prompts(positives: [place, Point(x: width - place.x, y: place.y < height / 2 ? 0.85 * height : 40)])
    }

    /// The middle one of the object pixels in the row a tenth of the height from the object's top, or
    /// from its bottom if the click is nearer to the top.
    private static func pointNearEdge(of mask: PlacedMask, awayFrom click: Point) -> Point {
        let rect = mask.bounds
        let fraction = click.y - Double(rect.y) > Double(rect.height) / 2 ? 0.1 : 0.9
        let y = rect.y + Int(fraction * Double(rect.height))
        let columns = (rect.x..<rect.maxX).filter { mask[$0, y] }
        let x = columns.isEmpty ? rect.x : columns[columns.count / 2]
        return Point(x: Double(x) + 0.5, y: Double(y) + 0.5)
    }
}
