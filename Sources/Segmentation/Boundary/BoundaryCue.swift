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
    /// The surface that is flooded: the fine gradient with half of the middle one.
    let relief: Plane

    init(_ colour: ColourPlanes, helpers: Helpers = .none) {
        let lab = LabPlanes(colour, helpers: helpers)
        let sharp = [lab.lightness, lab.a, lab.b]
        let width = lab.lightness.width
        let height = lab.lightness.height
        let halves = sharp.map { $0.halved(helpers: helpers) }
        let roughness = Self.roughness(halves[0], helpers)

        let smooth = sharp.map { $0.blurred(sigma: 0.8, helpers: helpers) }
        let smoothHalves = halves.map { $0.blurred(sigma: 1, helpers: helpers) }
        let quarters = (smoothHalves + [roughness]).map { $0.halved().blurred(sigma: 1, helpers: helpers) }

        let fine = colourGradient(smooth, helpers: helpers)
        middle = colourGradient(smoothHalves, helpers: helpers)
        coarse = colourGradient(Array(quarters[0..<3]), helpers: helpers)
        texture = colourGradient([quarters[3]], helpers: helpers)
        activity = coarse.blurred(sigma: 6, helpers: helpers)
        meanGradient = fine.mean
        channels = smooth + [roughness.repeated(width: width, height: height)]
        self.fine = fine

        let wide = middle.doubled(width: width, height: height, helpers: helpers)
        relief = Plane(width: width, height: height, helpers: helpers) { rows, relief in
            let start = rows.lowerBound * width
            for index in 0..<relief.count {
                relief[index] = fine.values[start + index] + 0.5 * wide.values[start + index]
            }
        }
    }

    /// How much the lightness departs from its surroundings, locally averaged; 0...20.
    private static func roughness(_ lightness: Plane, _ helpers: Helpers) -> Plane {
        let smooth = lightness.blurred(sigma: 1.5, helpers: helpers)
        var deviation = lightness
        for index in deviation.values.indices {
            deviation.values[index] = abs(lightness.values[index] - smooth.values[index])
        }
        var result = deviation.blurred(sigma: 2, helpers: helpers)
        for index in result.values.indices { result.values[index] = min(2 * result.values[index], 20) }
        return result
    }
}

extension Plane {
    /// The plane at twice its resolution, every pixel repeated.
    fileprivate func repeated(width: Int, height: Int) -> Plane {
        var result = Plane(width: width, height: height)
        for y in 0..<height {
            for x in 0..<width { result.values[y * width + x] = values[(y / 2) * self.width + x / 2] }
        }
        return result
    }
}
