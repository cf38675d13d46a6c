// SPDX-License-Identifier: Apache-2.0

import Raster

/// The prompts as one view sees them: clicks by place and region, the box by the share of each region inside it.
struct ViewPrompts: Sendable {
    /// A click inside the view.
    struct Click: Sendable {
        let point: ViewPoint
        let region: Int
    }

    /// The clicks on the object; without any, the middle of the box stands in (see ``positivesAreImplied``).
    let positives: [Click]
    let negatives: [Click]
    /// The click that said first which object is meant; nil if nobody clicked on it.
    var first: Click? { positivesAreImplied ? nil : positives.first }
    /// Whether nobody clicked on the object, so that ``positives`` say only where it is likely to be.
    let positivesAreImplied: Bool
    /// The box, if there is one.
    let box: BoxInView?

    /// Logarithm of the share of the picture that the view shows; 0 if it stands for all of it.
    let logViewShare: Float

    /// How large a typical object is, if known.
    let typicalSize: TypicalSize?

    /// The regions of the positive clicks, each once, ascending.
    let positiveRegions: [Int]
    /// The regions that hold negative clicks but no positive one that was really made, each once, ascending.
    let negativeRegions: [Int]
    /// Whether each region is one of ``positiveRegions``.
    let isPositive: [Bool]
    /// Whether each region is one of ``negativeRegions``.
    let isNegative: [Bool]

    /// The prompts that fall into `view`; clicks outside it are left out.
    ///
    /// - Parameter standsForFrame: Whether the view is to be looked at as if it showed the whole picture.
    init(_ prompts: PixelPrompts, in view: View, standsForFrame: Bool = false) {
        logViewShare = standsForFrame ? 0 : view.logFrameShare
        func clicks(_ pixels: [FramePixel]) -> [Click] {
            pixels.filter(view.geometry.shows).map {
                let point = view.geometry.location(of: $0)
                return Click(point: point, region: view.region(at: point))
            }
        }
        positivesAreImplied = prompts.positives.isEmpty
        if let box = prompts.box, prompts.positives.isEmpty {
            positives = clicks([box.middle])
        } else {
            positives = clicks(prompts.positives)
        }
        negatives = clicks(prompts.negatives)
        box = prompts.box.map { BoxInView($0, in: view) }
        typicalSize = prompts.typicalObjectSize.map {
            TypicalSize(area: $0 * $0 * view.geometry.scaleX * view.geometry.scaleY)
        }

        var isPositive = [Bool](repeating: false, count: view.regionCount)
        for click in positives { isPositive[click.region] = true }
        var isNegative = [Bool](repeating: false, count: view.regionCount)
        for click in negatives where !isPositive[click.region] || positivesAreImplied {
            isNegative[click.region] = true
        }
        self.isPositive = isPositive
        self.isNegative = isNegative
        positiveRegions = isPositive.indices.filter { isPositive[$0] }
        negativeRegions = isNegative.indices.filter { isNegative[$0] }
    }
}

/// A box in the coordinates of a view.
struct BoxInView: Sendable {
    let minX: Float
    let minY: Float
    let maxX: Float
    let maxY: Float
    /// Share of each region's pixels inside the box, 0...1.
    let share: [Float]

    init(_ box: PixelBox, in view: View) {
        let geometry = view.geometry
        let rect = box.rect.moved(x: -geometry.rect.x, y: -geometry.rect.y)
        let minX = Float(rect.x) * geometry.scaleX
        let minY = Float(rect.y) * geometry.scaleY
        let maxX = Float(rect.maxX) * geometry.scaleX
        let maxY = Float(rect.maxY) * geometry.scaleY
        var inside = [Float](repeating: 0, count: view.regionCount)
        for y in 0..<geometry.height where Float(y) + 0.5 > minY && Float(y) + 0.5 < maxY {
            for x in 0..<geometry.width where Float(x) + 0.5 > minX && Float(x) + 0.5 < maxX {
                inside[Int(view.regionOfPixel[y * geometry.width + x])] += 1
            }
        }
        share = inside.indices.map { inside[$0] / view.tree.nodes[$0].area }
        self.minX = minX
        self.minY = minY
        self.maxX = maxX
        self.maxY = maxY
    }

    var width: Float { maxX - minX }
    var height: Float { maxY - minY }

    /// How deep a place lies inside the box, as a share of the box's smaller half side; negative outside.
    func depth(of point: ViewPoint) -> Float {
        let x = min(point.x - minX, maxX - point.x)
        let y = min(point.y - minY, maxY - point.y)
        return 2 * min(x, y) / max(1, min(width, height))
    }
}
