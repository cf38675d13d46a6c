// SPDX-License-Identifier: Apache-2.0

internal import NIOConcurrencyHelpers

/// Lets as many requests at once to work as there are workers; the others wait in the order they came, at most so
/// many and so long.
final class Admission: Sendable {
    /// Why a request was not let in.
    enum Refusal: Error {
        /// As many wait already as may.
        case full
        /// No worker became free in time.
        case waitedTooLong
        /// The client left while waiting.
        case abandoned
    }

    /// How busy the workers are.
    struct Load: Equatable {
        var working: Int
        var waiting: Int
    }

    private struct Waiter {
        let ticket: Int
        let resume: CheckedContinuation<Refusal?, Never>
        let expiry: Task<Void, any Error>
    }

    private struct State {
        var free: Int
        var nextTicket = 0
        var waiters: [Waiter] = []
    }

    let workers: Int
    private let queueLimit: Int
    private let state: NIOLockedValueBox<State>

    init(workers: Int, queueLimit: Int) {
        self.workers = workers
        self.queueLimit = queueLimit
        state = NIOLockedValueBox(State(free: workers))
    }

    var load: Load {
        state.withLockedValue { Load(working: workers - $0.free, waiting: $0.waiters.count) }
    }

    /// Returns once the caller may work; it must call ``leave()`` when done. A client that leaves, or a cancelled
    /// task, gives its place in the queue up at once.
    func enter(within limit: Duration, client: ClientPresence?) async throws(Refusal) {
        if enterAtOnce() { return }
        let ticket = state.withLockedValue { state in
            state.nextTicket += 1
            return state.nextTicket
        }
        client?.whenGone { self.refuse(ticket, because: .abandoned) }
        defer { client?.whenGone(nil) }
        let refusal = await withTaskCancellationHandler {
            await withCheckedContinuation { resume in
                wait(ticket, limit, resume)
                // Whoever left before the ticket was in the queue was not found there.
                if client?.isGone == true || Task.isCancelled { refuse(ticket, because: .abandoned) }
            }
        } onCancel: {
            refuse(ticket, because: .abandoned)
        }
        if let refusal { throw refusal }
    }

    /// Lets the next one in.
    func leave() {
        let next = state.withLockedValue { state -> Waiter? in
            if !state.waiters.isEmpty { return state.waiters.removeFirst() }
            state.free += 1
            return nil
        }
        next?.expiry.cancel()
        next?.resume.resume(returning: nil)
    }

    private func enterAtOnce() -> Bool {
        state.withLockedValue { state in
            guard state.free > 0 else { return false }
            state.free -= 1
            return true
        }
    }

    private func wait(_ ticket: Int, _ limit: Duration, _ resume: CheckedContinuation<Refusal?, Never>) {
        enum Decision { case enters, waits, refused }
        let decision = state.withLockedValue { state -> Decision in
            if state.free > 0 {
                state.free -= 1
                return .enters
            }
            guard state.waiters.count < queueLimit else { return .refused }
            // Made under the lock, so that it can't look for the ticket before that is in the queue.
            let expiry = Task {
                try await Task.sleep(for: limit)
                refuse(ticket, because: .waitedTooLong)
            }
            state.waiters.append(Waiter(ticket: ticket, resume: resume, expiry: expiry))
            return .waits
        }
        switch decision {
        case .enters: resume.resume(returning: nil)
        case .refused: resume.resume(returning: .full)
        case .waits: break
        }
    }

    private func refuse(_ ticket: Int, because refusal: Refusal) {
        let waiter = state.withLockedValue { state in
            state.waiters.firstIndex { $0.ticket == ticket }.map { state.waiters.remove(at: $0) }
        }
        waiter?.expiry.cancel()
        waiter?.resume.resume(returning: refusal)
    }
}
