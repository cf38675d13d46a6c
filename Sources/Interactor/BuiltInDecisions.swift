// SPDX-License-Identifier: Apache-2.0

import LearnedDecisions
public import Segmentation

extension Decisions {
    /// The learned decisions that are part of the executable; the hand-made rules if it was built without them.
    public static let builtIn: Decisions = {
        let bytes = UnsafeBufferPointer(start: ridgeline_decisions(), count: ridgeline_decisions_count())
        return (try? Decisions(bytes: Array(bytes))) ?? .handTuned
    }()
}
