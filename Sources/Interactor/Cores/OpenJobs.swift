// SPDX-License-Identifier: Apache-2.0

import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The jobs with which somebody can help, and those who wait for one.
final class OpenJobs: Sendable {
    private struct State {
        var jobs: [SharedJob] = []
        var isClosed = false

        /// The job that was opened last: of two the one is often a part of what the other waits for. Jobs all of whose pieces
        /// are taken are forgotten on the way.
        mutating func next() -> SharedJob? {
            while let last = jobs.last, !last.hasPieces { jobs.removeLast() }
            return jobs.last
        }
    }

    /// What a helper does next.
    private enum Duty {
        case job(SharedJob)
        case end
    }

    /// How long a helper stays awake without anything to do: longer than most stretches of a click in which there is
    /// nothing to share.
    private static let patience = Duration.microseconds(300)
    /// Helpers that are woken for a job, at most: more would mostly come too late.
    private static let mostWoken = 3

    private let state = Monitor(State())
    /// The number of jobs, to be looked at without a lock.
    private let count = Atomic(0)
    /// How many look for a job without sleeping: they find it without being woken.
    private let lookers = Atomic(0)

    /// Lets others take pieces of `job`, and wakes some if they sleep.
    func open(_ job: SharedJob) {
        state.changeWaking { state in
            state.jobs.append(job)
            tell(state)
            return min(job.mostHelpers, Self.mostWoken) - lookers.load(ordering: .relaxed)
        }
    }

    /// Shows `job` to nobody any more; pieces that somebody has taken go on.
    func remove(_ job: SharedJob) {
        state.withLock { state in
            state.jobs.removeAll { $0 === job }
            tell(state)
        }
    }

    /// Tells those who look without a lock how many jobs there are.
    private func tell(_ state: State) { count.store(state.jobs.count, ordering: .relaxed) }

    /// Sends all helpers home.
    func close() { state.change { $0.isClosed = true } }

    /// Helps with any jobs, a piece at a time, until `job` is finished: those of another request may be long, and one of
    /// them is delay enough.
    func help(until job: SharedJob) {
        while !job.isFinished {
            if let other = next { other.workOnce() } else { sched_yield() }
        }
    }

    /// Helps with any jobs until ``close()``.
    func help() {
        while case .job(let job) = duty() { job.work() }
    }

    private func duty() -> Duty {
        if let job = lookedFor() { return .job(job) }
        return state.wait { state in state.isClosed ? .end : next(&state).map(Duty.job) }
    }

    /// The job that is found before patience ends.
    ///
    /// Who looks is counted, but no more when it goes to sleep, for which it looks once more under the lock: whoever opens
    /// a job meanwhile either still wakes it or is seen by it.
    private func lookedFor() -> SharedJob? {
        lookers.add(1, ordering: .relaxed)
        defer { lookers.subtract(1, ordering: .relaxed) }
        let clock = ContinuousClock()
        let end = clock.now + Self.patience
        repeat {
            if let job = next { return job }
            sched_yield()
        } while clock.now < end
        return nil
    }

    private var next: SharedJob? {
        count.load(ordering: .relaxed) > 0 ? state.withLock { next(&$0) } : nil
    }

    private func next(_ state: inout State) -> SharedJob? {
        defer { tell(state) }
        return state.next()
    }
}
