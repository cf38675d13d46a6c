// SPDX-License-Identifier: Apache-2.0

import Raster

extension SolveRecord {
    /// What was known and what was decided, in that order, with names.
    ///
    /// - Parameter colour: the colours of the view.
    func pictures(_ colour: ColourPlanes) -> [(name: String, image: Image)] {
        var pictures: [(String, Image)] = []
        if let memory { pictures.append(("memory", drawn(memory.share))) }
        pictures.append(("probabilities", drawn(probabilities)))
        let drawing = colour.outlined { isObject[Int(view.regionOfPixel[$0])] }
        pictures.append(("object", marked(drawing)))
        return pictures
    }

    /// One value a region, from 0 in black to 1 in white.
    private func drawn(_ values: [Float]) -> Image {
        let drawing = StageDrawing(
            viewWidth: view.geometry.width, viewHeight: view.geometry.height,
            fill: { SIMD3(repeating: 255 * values[Int(view.regionOfPixel[$0])]) },
            boundary: { _, _ in nil })
        return marked(drawing)
    }

    /// The drawing, which is at twice the size of the view, with the clicks and the box on it.
    private func marked(_ drawing: StageDrawing) -> Image {
        var drawing = drawing
        if let box = prompts.box {
            drawing.frame(minX: 2 * box.minX, minY: 2 * box.minY, maxX: 2 * box.maxX, maxY: 2 * box.maxY)
        }
        for click in prompts.negatives { drawing.mark(doubled(click.point), false, unit: 1) }
        guard !prompts.positivesAreImplied else { return drawing.image }
        for click in prompts.positives { drawing.mark(doubled(click.point), true, unit: 1) }
        return drawing.image
    }

    private func doubled(_ point: ViewPoint) -> ViewPoint { ViewPoint(x: 2 * point.x, y: 2 * point.y) }
}
