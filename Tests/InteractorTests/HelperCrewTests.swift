// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Synchronization
import Testing

@testable import Interactor

@Suite(.timeLimit(.minutes(1))) struct HelperCrewTests {
    /// How often each of `count` pieces was done.
    private func done(by crew: HelperCrew, _ count: Int, _ more: @Sendable (Int) -> Void = { _ in }) -> [Int] {
        let times = Mutex([Int](repeating: 0, count: count))
        crew.perform(count) { piece in
            more(piece)
            times.withLock { $0[piece] += 1 }
        }
        return times.withLock(\.self)
    }

    @Test(arguments: [0, 1, 3], [0, 1, 2, 8, 1000])
    func `every piece is done once, and before it returns`(helpers: Int, count: Int) {
        let crew = HelperCrew(count: helpers)
        #expect(done(by: crew, count) == Array(repeating: 1, count: count))
    }

    /// Pieces that all wait until so many of them have begun come to an end only if as many threads do them.
    private func meet(_ crew: HelperCrew, _ count: Int) {
        let begun = Atomic(0)
        crew.perform(count) { _ in
            begun.add(1, ordering: .relaxed)
            while begun.load(ordering: .relaxed) < count {}
        }
    }

    @Test(arguments: [1, 3])
    func `helpers do pieces at the same time, awake or asleep`(helpers: Int) async throws {
        let crew = HelperCrew(count: helpers)
        for pause in [0, 0, 5] {
            try await Task.sleep(for: .milliseconds(pause))
            meet(crew, helpers + 1)
        }
    }

    @Test func `a piece may ask for help itself`() {
        let crew = HelperCrew(count: 2)
        let inner = Atomic(0)
        let outer = done(by: crew, 4) { _ in
            let pieces = done(by: crew, 5) { _ in _ = done(by: crew, 3) { _ in inner.add(1, ordering: .relaxed) } }
            #expect(pieces == [1, 1, 1, 1, 1])
        }
        #expect(outer == [1, 1, 1, 1])
        #expect(inner.load(ordering: .relaxed) == 4 * 5 * 3)
    }

    @Test func `who waits for a piece does those of another job`() {
        let crew = HelperCrew(count: 1)
        let first = Atomic(false)
        crew.perform(2) { piece in
            if piece == 0 {
                while !first.load(ordering: .relaxed) {}
            } else {
                first.store(true, ordering: .relaxed)
                // The thread of piece 0 has nothing left to take but one of these.
                meet(crew, 2)
            }
        }
    }

    @Test func `who waits takes no more pieces of another job once the own one is finished`() {
        let jobs = OpenJobs()
        let done = Atomic(0)
        let own = SharedJob(1) { _ in }
        let other = SharedJob(3) { _ in
            own.work()
            done.add(1, ordering: .relaxed)
        }
        jobs.open(other)
        jobs.help(until: own)
        #expect(done.load(ordering: .relaxed) == 1)
        #expect(other.hasPieces)
    }

    @Test func `many may ask at once`() {
        let crew = HelperCrew(count: 2)
        DispatchQueue.concurrentPerform(iterations: 6) { _ in
            for count in 2..<60 { #expect(done(by: crew, count) == Array(repeating: 1, count: count)) }
        }
    }

    @Test func `a piece is let go of when it returns`() {
        final class Held: Sendable {}
        let crew = HelperCrew(count: 2)
        for _ in 0..<500 {
            weak var left: Held?
            do {
                let held = Held()
                left = held
                crew.perform(3) { _ in withExtendedLifetime(held) {} }
            }
            #expect(left == nil)
        }
    }

    @Test func `a crew leaves threads to others, however many are asked for`() {
        let crew = HelperCrew(count: 1000)
        let ran = DispatchSemaphore(value: 0)
        DispatchQueue(label: "another").async { ran.signal() }
        #expect(ran.wait(timeout: .now() + .seconds(10)) == .success)
        withExtendedLifetime(crew) {}
    }

    @Test func `helpers go when the crew does`() async throws {
        weak var jobs: OpenJobs?
        do {
            let crew = HelperCrew(count: 2)
            jobs = crew.jobs
            try await Task.sleep(for: .milliseconds(2))
            withExtendedLifetime(crew) {}
        }
        while jobs != nil { try await Task.sleep(for: .milliseconds(1)) }
    }
}
