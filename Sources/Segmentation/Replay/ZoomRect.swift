// SPDX-License-Identifier: Apache-2.0

import Raster

/// Room around the object in a zoomed view: the view is this many times the object's bounding box.
private let zoomFactor: Float = 1.6
/// Room on every side, as a share of the longer side of what a view has to show, that is enough to go on with it.
private let sufficientRoom: Float = 0.12
/// A view must be shorter than this share of the one before to be worth making.
private let worthwhileShare: Float = 0.72

extension FrameBounds {
    /// The rectangle of `frame` to look at for the object inside these bounds.
    ///
    /// It snaps outwards to a coarse grid, so that a mask that changes a little is seen through the same view again.
    func zoomRect(in frame: PixelRect) -> PixelRect {
        let width = maxX - minX
        let height = maxY - minY
        let side = max(zoomFactor * max(width, height), 40)
        let grid = max(4, power(2, logarithm2(side / 6).rounded(.down)))
        let x = snapped(from: minX, to: maxX, length: max(zoomFactor * width, 0.6 * side), grid, limit: frame.width)
        let y = snapped(from: minY, to: maxY, length: max(zoomFactor * height, 0.6 * side), grid, limit: frame.height)
        return PixelRect(x: x.lowerBound, y: y.lowerBound, width: x.count, height: y.count)
    }

    /// Whether `rect` shows these bounds with some room around them, as far as the frame goes.
    func hasRoom(in rect: PixelRect, of frame: PixelRect) -> Bool {
        let room = sufficientRoom * longerSide
        return max(0, minX - room) >= Float(rect.x) && max(0, minY - room) >= Float(rect.y)
            && min(Float(frame.width), maxX + room) <= Float(rect.maxX)
            && min(Float(frame.height), maxY + room) <= Float(rect.maxY)
    }

    private func snapped(from low: Float, to high: Float, length: Float, _ grid: Float, limit: Int) -> Range<Int> {
        let middle = 0.5 * (low + high)
        let start = max(0, Int(((middle - length / 2) / grid).rounded(.down) * grid))
        let end = min(limit, Int(((middle + length / 2) / grid).rounded(.up) * grid))
        return start..<max(start + 1, end)
    }
}

extension PixelRect {
    /// Whether looking at this rectangle shows clearly more than looking at one whose longer side is `other`.
    func isWorthZooming(from other: Int) -> Bool {
        Float(longerSide) < worthwhileShare * Float(other)
    }
}
