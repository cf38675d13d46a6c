// SPDX-License-Identifier: Apache-2.0

import Raster

extension Components {
    /// The outer contour of a component, in corners of the mask's pixels. Cost: linear in its length.
    public func outerContour(of component: Int) -> Contour {
        // North of the first pixel of the top row there is nothing of the component: that edge is on the outside.
        followBorder(of: mask, from: firstPixels[component], heading: .east)
    }

    /// The contours of the holes of a component, from top to bottom.
    ///
    /// A hole is background, 8-connected, that the component surrounds; it may have other components in it.
    /// Cost: one pass over the runs of the mask and one byte of memory a pixel.
    public func holeContours(of component: Int) -> [Contour] {
        var contours: [Contour] = []
        var walked = [Bool](repeating: false, count: mask.pixels.count)
        markRightEdges(of: outerContour(of: component), in: &walked)
        let label = Int32(component)
        for y in 0..<mask.height {
            for index in rowStarts[y]..<rowStarts[y + 1] where labels[index] == label {
                let end = runs[index].end
                if walked[y * mask.width + end - 1] { continue }
                // The first row of a hole: its top left corner is a turn of its contour.
                let hole = followBorder(of: mask, from: PixelCorner(x: end, y: y), heading: .south)
                markRightEdges(of: hole, in: &walked)
                contours.append(hole)
            }
        }
        return contours
    }

    /// Marks the pixels along whose right edge the contour goes, which it does southwards.
    private func markRightEdges(of contour: Contour, in walked: inout [Bool]) {
        var previous = contour.corners[contour.corners.count - 1]
        for corner in contour.corners {
            for y in stride(from: previous.y, to: corner.y, by: 1) {
                walked[y * mask.width + previous.x - 1] = true
            }
            previous = corner
        }
    }
}

/// A direction along pixel edges.
struct Heading: Hashable {
    let x: Int
    let y: Int

    static let east = Heading(x: 1, y: 0)
    static let south = Heading(x: 0, y: 1)

    var right: Heading { Heading(x: -y, y: x) }
    var left: Heading { Heading(x: y, y: -x) }
}

/// Walks once around the border that leaves `start` towards `heading`, with the object on the right-hand side.
///
/// This is border following on the edges between pixels (crack following; Rosenfeld 1970, Pavlidis 1982 ch. 7). At
/// every corner the two pixels ahead decide: turn right if the right one is background, else turn left if the left
/// one is object, else go on. Looking at the right one first is what makes the object 4-connected: where two pixels
/// touch by a corner, the walk stays with its own. The walk must come to `start` from another direction.
func followBorder(of mask: Mask, from start: PixelCorner, heading first: Heading) -> Contour {
    var corners = [start]
    var touching: [Int] = []
    mask.pixels.withUnsafeBufferPointer { pixels in
        func isObject(_ x: Int, _ y: Int) -> Bool {
            x >= 0 && x < mask.width && y >= 0 && y < mask.height && pixels[y * mask.width + x] != 0
        }
        var x = start.x
        var y = start.y
        var heading = first
        repeat {
            x += heading.x
            y += heading.y
            let right = isObject(x + (heading.x - heading.y - 1) / 2, y + (heading.y + heading.x - 1) / 2)
            let left = isObject(x + (heading.x + heading.y - 1) / 2, y + (heading.y - heading.x - 1) / 2)
            if right && !left { continue }
            if !right && left { touching.append(corners.count) }
            heading = right ? heading.left : heading.right
            corners.append(PixelCorner(x: x, y: y))
        } while x != start.x || y != start.y || heading != first
    }
    // The last turn is the start again.
    corners.removeLast()
    return Contour(corners: corners, touching: touching.map { $0 == corners.count ? 0 : $0 })
}
