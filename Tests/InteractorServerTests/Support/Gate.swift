// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Holds up the work of a handler until the test lets it go, and says how much of it has begun.
final class Gate: Sendable {
    private let isOpen = Atomic(false)
    private let count = Atomic(0)

    /// Works begun so far.
    var begun: Int { count.load(ordering: .sequentiallyConsistent) }

    func open() { isOpen.store(true, ordering: .sequentiallyConsistent) }

    /// Called by the work: blocks its thread, at the cost of all of a core, as real work does. It ends after a minute
    /// even so, so that a test that fails doesn't hang.
    func pass(unless isCancelled: () -> Bool = { false }) {
        count.add(1, ordering: .sequentiallyConsistent)
        let end = ContinuousClock.now + .seconds(60)
        while !isOpen.load(ordering: .sequentiallyConsistent), !isCancelled(), .now < end {}
    }

    /// Work that passes the gate and answers nothing.
    var handler: TestServer.TextHandler {
        { [self] _, _, _ in
            pass()
            return []
        }
    }

    /// Returns once so many works have begun.
    func reached(_ number: Int) async throws {
        while begun < number { try await Task.sleep(for: .milliseconds(2)) }
    }
}
