// SPDX-License-Identifier: Apache-2.0

/// The boundaries that a straight line from a place to every region crosses.
///
/// The cheapest path to a region may wind; the straight one may not. Most objects are seen whole from their middle
/// (star convexity: O. Veksler, "Star shape prior for graph-cut image segmentation", 2008).
struct Rays: Sendable {
    /// Sum, and maximum, of the strengths of the boundaries crossed on the way to each region's centroid.
    let sum: [Float]
    let maximum: [Float]
    /// Sum on the way on from there to the border of the view; 0 if that is not asked for.
    let beyond: [Float]

    /// Cost: for each region half its distance in steps, or half the way to the border of the view if `goesOn`.
    init(_ view: View, from start: ViewPoint, goesOn: Bool = true, helpers: Helpers = .none) {
        let rays: [Ray] = helpers.array(rows: view.regionCount) { regions, rays in
            view.regionOfPixel.withUnsafeBufferPointer { regionOfPixel in
                for (place, target) in view.graph.centroids[regions].enumerated() {
                    rays[place] = Ray(
                        view.graph, regionOfPixel, view.geometry, from: start, through: target, goesOn: goesOn)
                }
            }
        }
        sum = rays.map(\.sum)
        maximum = rays.map(\.maximum)
        beyond = rays.map(\.beyond)
    }
}

/// One line, walked in steps of two pixels.
private struct Ray {
    private static let stride: Float = 2

    var sum: Float = 0
    var maximum: Float = 0
    var beyond: Float = 0

    init(
        _ graph: RegionGraph, _ regionOfPixel: UnsafeBufferPointer<Int32>, _ geometry: ViewGeometry,
        from start: ViewPoint, through target: ViewPoint, goesOn: Bool
    ) {
        let distance = start.distance(to: target)
        // A target at the start itself is in no direction, and steps towards one next to it would hardly move at all.
        guard distance > 0.1 else { return }
        let length = max(distance, 1)
        let stepX = Self.stride * (target.x - start.x) / length
        let stepY = Self.stride * (target.y - start.y) / length
        let width = Float(geometry.width)
        let height = Float(geometry.height)
        let end = goesOn ? Float.infinity : length
        var place = start
        var walked: Float = 0
        var current = regionOfPixel[geometry.pixelIndex(at: place)]
        while place.x >= 0, place.y >= 0, place.x < width, place.y < height, walked <= end {
            let next = regionOfPixel[Int(place.y) &* geometry.width &+ Int(place.x)]
            if next != current {
                cross(graph.strength(from: Int(current), to: next), isBefore: walked <= length)
                current = next
            }
            place.x += stepX
            place.y += stepY
            walked += Self.stride
        }
    }

    @inline(__always)
    private mutating func cross(_ strength: Float, isBefore: Bool) {
        if isBefore {
            sum += strength
            maximum = max(maximum, strength)
        } else {
            beyond += strength
        }
    }
}

extension RegionGraph {
    /// Strength of the boundary between two regions; 0 where they touch only across a corner.
    @inline(__always)
    fileprivate func strength(from region: Int, to other: Int32) -> Float {
        steps.withUnsafeBufferPointer { steps in
            for index in places(ofStepsFrom: region) where steps[index].region == other {
                return edges[Int(steps[index].edge)].strength
            }
            return 0
        }
    }
}
