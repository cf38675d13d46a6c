// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// Keeps account of the request bodies in memory, so that many large ones that come in at once, or wait for a worker,
/// don't use up what there is.
final class BodyMemory: Sendable {
    private let limit: Int
    private let used = Atomic(0)

    init(limit: Int) {
        self.limit = limit
    }

    /// Whether so many bytes more may be kept; if so, they have to be given back.
    func take(_ bytes: Int) -> Bool {
        guard used.add(bytes, ordering: .relaxed).newValue <= limit else {
            giveBack(bytes)
            return false
        }
        return true
    }

    func giveBack(_ bytes: Int) {
        used.subtract(bytes, ordering: .relaxed)
    }
}
