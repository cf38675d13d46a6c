// SPDX-License-Identifier: Apache-2.0

import LearnedDecisions

@testable import Segmentation

/// The segmenters that the tests of the whole are about.
enum TestedSegmenter: String, CaseIterable, Sendable {
    /// By hand-made rules alone.
    case handMade
    /// With the decisions that the package is built with.
    case learned

    private static let builtIn: Decisions = {
        do {
            return try Decisions(bytes: embeddedDecisions)
        } catch {
            fatalError("The built-in decisions can't be read: \(error)")
        }
    }()

    var segmenter: Segmenter {
        switch self {
        case .handMade: Segmenter()
        case .learned: Segmenter(Self.builtIn)
        }
    }

    /// One or the other, in turn.
    static func alternating(_ number: Int) -> Segmenter { allCases[number % allCases.count].segmenter }
}

/// The bytes of the decisions that the package is built with; empty if it is built without.
var embeddedDecisions: [UInt8] {
    Array(UnsafeBufferPointer(start: ridgeline_decisions(), count: ridgeline_decisions_count()))
}
