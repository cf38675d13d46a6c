// SPDX-License-Identifier: Apache-2.0

import Raster

/// Plays the clicks of a request one after the other, each in sight of the mask before it.
///
/// A request holds all clicks but not in which order positive and negative ones alternated. A plausible order is found
/// on the way: whoever corrects a mask clicks where it is wrong, so the next click is one that contradicts the mask.
/// The order, and so the reply, depends on the request alone.
struct Replay {
    let analysis: Analysis
    let prompts: PixelPrompts
    /// Is given every decision that has to be made on the way; those remembered are not made again.
    var observer: ((SolveRecord) -> Void)?
    /// Asked before a box and every click whether anybody still waits for the answer.
    var isWanted: () -> Bool = { true }
    var helpers = Helpers.none

    /// Clicks that contradict the mask and are looked at, at most: who clicks more often has given up on the object, and
    /// a request must not take for ever. Later clicks still hold for their own pixels (see ``PlacedMask/obey(_:)``).
    static let correctionLimit = 100

    /// Nobody waits for the answer any more.
    struct Abandoned: Error {}

    /// The object after all clicks; nil without a positive click and a box.
    func run() throws(Abandoned) -> Solution? {
        var positives = prompts.positives[...]
        var negatives = prompts.negatives[...]
        var seen = ReplayPrefix(box: prompts.box, typicalObjectSize: prompts.typicalObjectSize, clicks: [])
        var solution: Solution?
        if positives.isEmpty {
            guard prompts.box != nil else { return nil }
            guard isWanted() else { throw Abandoned() }
            solution = remembered(seen) { firstSolution(seen) }
        }
        var corrections = 0
        while let click = nextClick(after: solution, &positives, &negatives) {
            guard isWanted() else { throw Abandoned() }
            seen.clicks.append(click)
            if let before = solution {
                if before.covers(click.pixel) == click.isPositive { continue }
                corrections += 1
                guard corrections <= Self.correctionLimit else { break }
                solution = remembered(seen) { correctedSolution(before, seen, click) }
            } else {
                solution = remembered(seen) { firstSolution(seen) }
            }
        }
        return solution
    }

    /// The first positive click first; then a negative one if the mask covers it, else a positive one, as long as there
    /// are any.
    ///
    /// Where both kinds contradict the mask, nothing in a request says which was clicked first; taking away before
    /// adding was measured to serve better.
    private func nextClick(
        after solution: Solution?, _ positives: inout ArraySlice<FramePixel>, _ negatives: inout ArraySlice<FramePixel>
    ) -> Click? {
        let takesPositive: Bool
        switch (positives.first, negatives.first) {
        case (nil, nil): return nil
        case (_?, nil): takesPositive = true
        case (nil, _?): takesPositive = false
        case (_?, let negative?):
            guard let solution else {
                takesPositive = true
                break
            }
            takesPositive = !solution.covers(negative)
        }
        guard let pixel = takesPositive ? positives.popFirst() : negatives.popFirst() else { return nil }
        return Click(pixel: pixel, isPositive: takesPositive)
    }

    private func remembered(_ prefix: ReplayPrefix, _ make: () -> Solution) -> Solution {
        if let known = analysis.solution(after: prefix) { return known }
        let solution = make()
        analysis.keep(solution, after: prefix)
        return solution
    }

    // MARK: One step

    /// The object at the first click or from the box: in the whole picture (or around the box), then closer.
    private func firstSolution(_ seen: ReplayPrefix) -> Solution {
        let frame = analysis.frame
        let pixels = seen.prompts
        if let box = seen.box {
            let rect = FrameBounds(box).zoomRect(in: frame)
            let view =
                rect.isWorthZooming(from: frame.longerSide)
                ? analysis.view(of: rect, helpers: helpers) : analysis.wholeView
            return solve(view, ViewPrompts(pixels, in: view), memory: nil, spansBox: true)
        }
        var solution = firstLook(pixels)
        for _ in 0..<2 {
            guard let rect = lookAgain(solution, pixels), rect.isWorthZooming(from: solution.geometry.rect.longerSide)
            else { break }
            let view = analysis.view(of: rect, helpers: helpers)
            let closer = solve(view, ViewPrompts(pixels, in: view), memory: Memory(solution, in: view))
            // What runs out of its view was told apart better from further away.
            if touchesInnerEdge(closer) { break }
            solution = closer
        }
        return solution
    }

    /// What is found at the first click in the whole picture, or in the surroundings of the click looked at as if they
    /// were the picture, where that is the better answer.
    ///
    /// In a look at all of a large frame a small thing is a handful of regions, and what lies around it seems to be one
    /// thing with it.
    private func firstLook(_ pixels: PixelPrompts) -> Solution {
        let surroundings = analysis.decisions.surroundings(of: pixels, in: analysis.frame)
        // Nine of ten first clicks ask for the surroundings, so whoever helps need not wait until they do.
        let (far, ahead) = helpers.ahead { [looker, analysis] in
            looker.look(at: analysis.wholeView, ViewPrompts(pixels, in: analysis.wholeView))
        } _: { [looker] in
            surroundings.first.map { looker.lookNearby(in: $0, pixels) }
        }
        var solution = observed(far)
        var expected = ahead.flatMap(\.self)
        for rect in surroundings {
            let preference = NearbyPreference.of(rect)
            guard solution.expectedOverlap < preference.sureOverlap else { break }
            let near = observed(expected ?? looker.lookNearby(in: rect, pixels))
            guard !touchesInnerEdge(near), preference.isMet(by: near, insteadOf: solution) else { break }
            solution = near
            expected = nil
        }
        return solution
    }

    /// The object after a click that contradicts `before`.
    private func correctedSolution(_ before: Solution, _ seen: ReplayPrefix, _ click: Click) -> Solution {
        let pixels = seen.prompts
        var view = correctionView(before, pixels, click)
        var solution = correct(before, click, view, pixels)
        // If the object grew to the edge of what the view shows, look once more with more room.
        if seen.box == nil, touchesInnerEdge(solution) {
            let wider = correctionView(solution, pixels, click)
            if wider.geometry != view.geometry {
                view = wider
                solution = correct(before, click, view, pixels)
            }
        }
        return solution
    }

    private func correct(_ before: Solution, _ click: Click, _ view: View, _ pixels: PixelPrompts) -> Solution {
        let memory = Memory(before, in: view, correcting: click)
        let prompts = ViewPrompts(pixels, in: view)
        return keepingWhatWasRight(solve(view, prompts, memory: memory), memory, prompts)
    }

    private func solve(
        _ view: View, _ prompts: ViewPrompts, memory: Memory?, spansBox: Bool = false
    ) -> Solution {
        observed(looker.look(at: view, prompts, memory: memory, spansBox: spansBox))
    }

    private var looker: Looker { Looker(analysis: analysis, helpers: helpers, isObserved: observer != nil) }

    private func observed(_ look: Look) -> Solution {
        if let record = look.record { observer?(record) }
        return look.solution
    }

    // MARK: Where to look

    /// What a look at the mask and the clicks on it has to show.
    private func extent(_ solution: Solution, _ pixels: PixelPrompts, _ click: Click? = nil) -> FrameBounds? {
        var bounds = solution.bounds
        for pixel in pixels.positives + (click.map { [$0.pixel] } ?? []) {
            if bounds == nil { bounds = FrameBounds(pixel) }
            bounds?.include(pixel)
        }
        return bounds
    }

    private func lookAgain(_ solution: Solution, _ pixels: PixelPrompts) -> PixelRect? {
        extent(solution, pixels)?.zoomRect(in: analysis.frame)
    }

    /// Where to look for a correction: as the mask before it was found, for as long as that shows enough around the mask
    /// and the click and not too much; a new view costs more than all the rest of a click.
    private func correctionView(_ solution: Solution, _ pixels: PixelPrompts, _ click: Click) -> View {
        let frame = analysis.frame
        let current = solution.geometry.rect
        var wanted = frame
        if let extent = extent(solution, pixels, click) {
            let rect = extent.zoomRect(in: frame)
            if rect.isWorthZooming(from: frame.longerSide) { wanted = rect }
            if extent.hasRoom(in: current, of: frame), !wanted.isWorthZooming(from: current.longerSide) {
                wanted = current
            }
        }
        return wanted == frame ? analysis.wholeView : analysis.view(of: wanted, helpers: helpers)
    }

    /// Whether the mask reaches an edge of its view that is not an edge of the frame.
    private func touchesInnerEdge(_ solution: Solution) -> Bool {
        guard let bounds = solution.bounds else { return false }
        let rect = solution.geometry.rect
        let margin: Float = 0.01
        return (rect.x > 0 && bounds.minX < Float(rect.x) + margin)
            || (rect.y > 0 && bounds.minY < Float(rect.y) + margin)
            || (rect.maxX < analysis.frame.width && bounds.maxX > Float(rect.maxX) - margin)
            || (rect.maxY < analysis.frame.height && bounds.maxY > Float(rect.maxY) - margin)
    }

    // MARK: Keeping what was right

    /// A positive click only adds to the mask before it, a negative one only takes away; then only what hangs together
    /// with a positive click stays.
    private func keepingWhatWasRight(_ solution: Solution, _ memory: Memory, _ prompts: ViewPrompts) -> Solution {
        guard let correction = memory.correction else { return solution }
        let geometry = solution.geometry
        var mask = combined(solution.mask, memory.mask, correction.isPositive ? (|) : (&))
        if !prompts.positivesAreImplied {
            let seeds = prompts.positives.map { geometry.pixelIndex(at: $0.point) }
            mask = connectedPixels(mask, width: geometry.width, to: seeds)
        }
        return Solution(geometry, mask: mask, expectedOverlap: solution.expectedOverlap)
    }
}

/// What `combine` makes of the values of two masks of one size, pixel by pixel.
@inline(__always)
private func combined(_ one: [UInt8], _ other: [UInt8], _ combine: (UInt8, UInt8) -> UInt8) -> [UInt8] {
    precondition(one.count == other.count)
    return [UInt8](unsafeUninitializedCapacity: one.count) { result, initialized in
        for pixel in one.indices { result[pixel] = combine(one[pixel], other[pixel]) }
        initialized = one.count
    }
}
