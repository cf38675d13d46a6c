// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The row at which who decodes a picture from its top meets who decodes its lower part, if anybody does.
final class MeetingRow: Sendable {
    private struct State {
        var begun = 0
        var limit = Int.max
    }

    private let state = Mutex(State())

    /// Whether who comes from the top shall decode `row` and those below it; asked before every few rows.
    func begins(_ row: Int) -> Bool {
        state.withLock { state in
            guard row < state.limit else { return false }
            state.begun = row
            return true
        }
    }

    /// Nobody needs to help any more: all rows are decoded, or none can be.
    func close() {
        state.withLock { $0.begun = .max }
    }

    var isClosed: Bool { state.withLock { $0.begun == .max } }

    /// Takes `row` and those below it; false if one of them has been begun.
    func take(from row: Int) -> Bool {
        state.withLock { state in
            guard state.begun < row else { return false }
            state.limit = row
            return true
        }
    }
}
