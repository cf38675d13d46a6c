// SPDX-License-Identifier: Apache-2.0

public import Raster

/// The outline of one object of a mask: a simple polygon with few corners near its outer contour.
///
/// Of the mask's 4-connected components it is the largest that has one of `points` on it, or, if none has, the
/// largest. Holes are not part of an outline.
///
/// The polygon never meets itself: two edges have no point in common but for the corner that neighbours share. It
/// has at least three corners, in order (clockwise on the screen), in multiples of a quarter of a pixel, and stays
/// inside the frame. Between it and the exact contour of ``Components/outerContour(of:)`` there are nowhere more than
/// `tolerance` pixels, in either direction (Hausdorff distance); it is as often inside of it as outside.
/// Clicked pixels of the component stay inside, of very many the last fifty.
///
/// - Parameters:
///   - object: The mask; may have several components.
///   - points: Places that belong to the object: the positive clicks. Those outside the frame count as on its border.
///   - tolerance: Largest distance from the contour in pixels; less than a half counts as a half.
/// - Returns: The polygon in the coordinates of the frame; empty if the mask has no object pixel.
///
/// Cost: linear in the bounds of `object` (eight pixels at a time) and in the length of the contour.
public func outline(
    of object: PlacedMask, containing points: [Point], tolerance: Double = 1
) -> Polygon {
    let components = Components(of: object.mask)
    let clicked = clickedPixels(points, of: object)
    let touched = Set(clicked.compactMap { components.component(x: $0.x, y: $0.y) })
    let chosen = touched.max { (components.areas[$0], $1) < (components.areas[$1], $0) } ?? components.largest
    guard let chosen else { return Polygon(points: []) }

    let simplification = Simplification(
        components.outerContour(of: chosen).moved(x: object.bounds.x, y: object.bounds.y),
        tolerance: tolerance > 0.5 ? tolerance : 0.5,
        frame: object.frame,
        // Each is looked for among all edges: nobody clicks that often, and a request that does must not take long.
        keeping: clicked.filter { components.component(x: $0.x, y: $0.y) == chosen }.suffix(50)
            .map { PixelCorner(x: $0.x + object.bounds.x, y: $0.y + object.bounds.y) })
    return Polygon(simplification.vertices())
}

/// The object pixels that `points` fall on, each once, in coordinates of the mask; points outside the frame are moved
/// to its border first.
private func clickedPixels(_ points: [Point], of object: PlacedMask) -> [PixelCorner] {
    var seen: Set<PixelCorner> = []
    return points.compactMap { point in
        guard let (x, y) = object.frame.pixel(at: point) else { return nil }
        let pixel = PixelCorner(x: x - object.bounds.x, y: y - object.bounds.y)
        return object[x, y] && seen.insert(pixel).inserted ? pixel : nil
    }
}
