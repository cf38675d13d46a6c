// SPDX-License-Identifier: Apache-2.0

/// The colour edges of a view as far as the relief is made of them.
///
/// The rest of a ``BoundaryCue`` follows from these, and may be worked out while the relief is divided into basins.
struct ReliefEdges: Sendable {
    /// L, a, b, slightly smoothed, at the view's resolution and at half of it.
    let smooth: [Plane]
    let smoothHalves: [Plane]
    /// Lightness at half the resolution, as it is.
    let halfLightness: Plane
    /// See ``BoundaryCue``.
    let fine: Plane
    let middle: Plane
    let relief: Plane

    init(_ colour: ColourPlanes, helpers: Helpers = .none) {
        let lab = LabPlanes(colour, helpers: helpers)
        let sharp = [lab.lightness, lab.a, lab.b]
        let (smooth, half) = helpers.both {
            sharp.map { $0.blurred(sigma: 0.8) }
        } _: {
            HalfEdges(sharp)
        }
        let fine = colourGradient(smooth, helpers: helpers)
        relief = half.gradient.doubled(width: fine.width, height: fine.height, helpers: helpers) { pixel, middle in
            fine.values[pixel] + 0.5 * middle
        }
        self.smooth = smooth
        smoothHalves = half.smooth
        halfLightness = half.lightness
        self.fine = fine
        middle = half.gradient
    }

    /// What is looked for at half the resolution.
    private struct HalfEdges: Sendable {
        let lightness: Plane
        let smooth: [Plane]
        let gradient: Plane

        init(_ sharp: [Plane]) {
            let halves = sharp.map { $0.halved() }
            lightness = halves[0]
            smooth = halves.map { $0.blurred(sigma: 1) }
            gradient = colourGradient(smooth)
        }
    }
}
