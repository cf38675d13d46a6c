// SPDX-License-Identifier: Apache-2.0

import Raster
import Synchronization

/// Everything that is known of a picture before anybody clicks, kept for all clicks on it.
///
/// It also remembers looks at parts of the picture and masks after clicks that were seen before. That only saves time:
/// each is worked out anew, to the same bits, when it is gone. An analysis may be used from several threads at once.
public final class Analysis: Sendable {
    /// Side in pixels to which the longer side of the whole picture, and of a zoomed part, is reduced.
    private static let wholeSide = 384
    static let zoomSide = 320
    /// Zoomed views that are kept at most.
    private static let viewLimit = 3
    /// Masks that are kept at most: all that one request passes through, or each click after the last that fits would have
    /// to go all the way again, and some of objects nearby.
    private static let solutionLimit = Replay.correctionLimit + 27

    let picture: StoredPicture
    let wholeView: View
    /// What clicks on the picture are decided with, as its boundaries were.
    let decisions: Decisions
    private let zoomedViews = Mutex(RecentlyUsed<PixelRect, View>(limit: viewLimit))
    private let solutions = Mutex(RecentlyUsed<ReplayPrefix, Solution>(limit: solutionLimit))

    /// Width of the picture in pixels.
    public var width: Int { picture.width }
    /// Height of the picture in pixels.
    public var height: Int { picture.height }

    /// The whole picture as a rectangle.
    var frame: PixelRect { PixelRect(width: picture.width, height: picture.height) }

    /// About how many bytes of memory the analysis holds, or will hold when it remembers as much as it can.
    public var byteCount: Int {
        picture.byteCount + (1 + Self.viewLimit) * wholeView.byteCount
            + Self.solutionLimit * wholeView.geometry.pixelCount / 8
    }

    /// Looks at the whole picture.
    ///
    /// - Parameters:
    ///   - expected: A part that is likely to be looked at next. With helpers that is done at the same time: each look has
    ///     stages that keep only one core busy.
    ///   - clock: Measures the stages, of a look at nothing but the whole picture.
    init(
        _ source: Picture, _ decisions: Decisions, expecting expected: PixelRect? = nil, helpers: Helpers = .none,
        clock: StageClock = .none
    ) {
        let picture = clock("keep") { StoredPicture(source, helpers: helpers) }
        self.picture = picture
        self.decisions = decisions
        let frame = source.frame
        @Sendable func look(at rect: PixelRect, side: Int, _ clock: StageClock = .none) -> View {
            View(picture, rect: rect, side: side, edgeDecision: decisions.edge, helpers: helpers, clock: clock)
        }
        guard let expected else {
            wholeView = look(at: frame, side: Self.wholeSide, clock)
            return
        }
        let (whole, part) = helpers.both {
            look(at: frame, side: Self.wholeSide)
        } _: {
            look(at: expected, side: Self.zoomSide)
        }
        wholeView = whole
        zoomedViews.withLock { $0[expected] = part }
    }

    /// A closer look at `rect`.
    func view(of rect: PixelRect, helpers: Helpers = .none) -> View {
        if let known = zoomedViews.withLock({ $0[rect] }) { return known }
        let view = View(
            picture, rect: rect, side: Self.zoomSide, edgeDecision: decisions.edge, helpers: helpers)
        zoomedViews.withLock { $0[rect] = view }
        return view
    }

    /// All stages of the look at `rect` of which ``view(of:)`` and ``wholeView`` keep what clicks need.
    func stages(of rect: PixelRect) -> ViewStages {
        let side = rect == frame ? Self.wholeSide : Self.zoomSide
        return ViewStages(picture, rect: rect, side: side, edgeDecision: decisions.edge)
    }

    /// The mask after the clicks of `prefix`, if it is remembered.
    func solution(after prefix: ReplayPrefix) -> Solution? { solutions.withLock { $0[prefix] } }

    /// Remembers the mask after the clicks of `prefix`.
    func keep(_ solution: Solution, after prefix: ReplayPrefix) { solutions.withLock { $0[prefix] = solution } }
}
