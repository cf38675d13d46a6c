// SPDX-License-Identifier: Apache-2.0

import Interactor
import Outline
import Raster
import Segmentation

extension Image {
    /// This picture with an answer and what was asked drawn on it: the object tinted and outlined in yellow, boxes
    /// white, positive points green and negative ones red.
    func overlaid(with answer: Answer, _ prompts: Prompts) -> Image {
        let yellow = Colour(red: 255, green: 214, blue: 10)
        let white = Colour(red: 255, green: 255, blue: 255)
        let black = Colour(red: 0, green: 0, blue: 0)
        // A line that can be seen when the whole picture fills a screen.
        let unit = max(1, Double(max(width, height)) / 640)
        var canvas = Canvas(self)
        canvas.tint(answer.mask, yellow)
        let outline = answer.polygon.points
        // A dark rim under each line, for pictures of its own colour.
        for (lineWidth, rim) in [(3.5, true), (2, false)] {
            canvas.polygon(outline, width: lineWidth * unit, rim ? black : yellow)
            for box in prompts.boxes { canvas.polygon(box.corners, width: lineWidth * unit, rim ? black : white) }
        }
        let clicks =
            prompts.negatives.map { ($0, Colour(red: 229, green: 57, blue: 53)) }
            + prompts.positives.map { ($0, Colour(red: 56, green: 176, blue: 0)) }
        for (point, colour) in clicks {
            canvas.disc(at: point, radius: 6 * unit, white)
            canvas.disc(at: point, radius: 4.5 * unit, colour)
        }
        return canvas.image
    }
}

extension Canvas {
    fileprivate mutating func tint(_ mask: PlacedMask, _ colour: Colour) {
        for y in mask.bounds.y..<mask.bounds.maxY {
            for x in mask.bounds.x..<mask.bounds.maxX where mask[x, y] { blend(colour, x, y, opacity: 0.3) }
        }
    }
}

extension Box {
    fileprivate var corners: [Point] {
        [
            Point(x: minX, y: minY), Point(x: maxX, y: minY), Point(x: maxX, y: maxY), Point(x: minX, y: maxY),
        ]
    }
}
