// SPDX-License-Identifier: Apache-2.0

/// What the pixels of a view say about where one thing ends and another begins.
///
/// Edges are looked for at three scales, each on a plane of its own resolution, so that a soft shadow edge and a hard
/// print edge are told apart; texture has an edge of its own.
struct BoundaryCue: Sendable {
    /// L, a, b (slightly smoothed) and texture, at the view's resolution.
    let channels: [Plane]
    /// Colour gradient at the view's resolution, at half and at a quarter of it.
    let fine: Plane
    let middle: Plane
    let coarse: Plane
    /// Gradient of the texture channel, at a quarter of the resolution.
    let texture: Plane
    /// Local mean of ``coarse``: how busy the surroundings are.
    let activity: Plane
    /// Mean of ``fine`` over the view.
    let meanGradient: Float
    /// The surface whose basins are looked for: the fine gradient with half of the middle one.
    let relief: Plane

    init(_ colour: ColourPlanes, helpers: Helpers = .none) {
        self.init(ReliefEdges(colour, helpers: helpers))
    }

    /// What is left to be found out when the relief is known: nothing that its basins have to wait for.
    init(_ edges: ReliefEdges) {
        let roughness = Self.roughness(edges.halfLightness)
        let quarters = (edges.smoothHalves + [roughness]).map { $0.halved().blurred(sigma: 1) }
        coarse = colourGradient(Array(quarters[0..<3]))
        texture = colourGradient([quarters[3]])
        activity = coarse.blurred(sigma: 6)
        fine = edges.fine
        middle = edges.middle
        relief = edges.relief
        meanGradient = fine.mean
        channels = edges.smooth + [roughness.repeated(width: fine.width, height: fine.height)]
    }

    /// How much the lightness departs from its surroundings, locally averaged; 0...20.
    private static func roughness(_ lightness: Plane) -> Plane {
        let smooth = lightness.blurred(sigma: 1.5)
        var deviation = lightness
        for index in deviation.values.indices {
            deviation.values[index] = abs(lightness.values[index] - smooth.values[index])
        }
        var result = deviation.blurred(sigma: 2)
        for index in result.values.indices { result.values[index] = min(2 * result.values[index], 20) }
        return result
    }
}

extension Plane {
    /// The plane at twice its resolution, every pixel repeated.
    fileprivate func repeated(width: Int, height: Int) -> Plane {
        Plane(width: width, height: height, helpers: .none) { rows, result in
            values.withUnsafeBufferPointer { values in
                for y in rows {
                    let source = (y / 2) * self.width
                    let start = (y - rows.lowerBound) * width
                    for x in 0..<width { result[start &+ x] = values[source &+ x / 2] }
                }
            }
        }
    }
}
