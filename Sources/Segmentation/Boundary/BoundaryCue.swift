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

    init(_ colour: ColourPlanes) {
        let lab = LabPlanes(colour)
        let sharp = [lab.lightness, lab.a, lab.b]
        let width = lab.lightness.width
        let height = lab.lightness.height
        let halves = sharp.map { $0.halved() }
        let roughness = Self.roughness(halves[0])

        let smooth = sharp.map { $0.blurred(sigma: 0.8) }
        let smoothHalves = halves.map { $0.blurred(sigma: 1) }
        let quarters = (smoothHalves + [roughness]).map { $0.halved().blurred(sigma: 1) }

        fine = colourGradient(smooth)
        middle = colourGradient(smoothHalves)
        coarse = colourGradient(Array(quarters[0..<3]))
        texture = colourGradient([quarters[3]])
        activity = coarse.blurred(sigma: 6)
        meanGradient = fine.mean
        channels = smooth + [roughness.repeated(width: width, height: height)]

        var relief = middle.doubled(width: width, height: height)
        for index in relief.values.indices {
            relief.values[index] = fine.values[index] + 0.5 * relief.values[index]
        }
        self.relief = relief
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
        var result = Plane(width: width, height: height)
        for y in 0..<height {
            for x in 0..<width { result.values[y * width + x] = values[(y / 2) * self.width + x / 2] }
        }
        return result
    }
}
