// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import InteractorServer

@Suite(.timeLimit(.minutes(1))) struct AdmissionTests {
    @Test func asManyEnterAsThereAreWorkers() async throws {
        let admission = Admission(workers: 2, queueLimit: 0)
        try await admission.enter(within: .seconds(10), client: nil)
        try await admission.enter(within: .seconds(10), client: nil)
        #expect(admission.load == .init(working: 2, waiting: 0))
        await #expect(throws: Admission.Refusal.full) {
            try await admission.enter(within: .seconds(10), client: nil)
        }
        admission.leave()
        #expect(admission.load == .init(working: 1, waiting: 0))
    }

    @Test func theFirstToWaitIsTheFirstToEnter() async throws {
        let admission = Admission(workers: 1, queueLimit: 10)
        try await admission.enter(within: .seconds(10), client: nil)
        let entered = Shared<[Int]>([])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<10 {
                group.addTask {
                    try await admission.enter(within: .seconds(10), client: nil)
                    entered.change { $0.append(number) }
                    admission.leave()
                }
                while admission.load.waiting <= number { await Task.yield() }
            }
            admission.leave()
            try await group.waitForAll()
        }
        #expect(entered.value == Array(0..<10))
        #expect(admission.load == .init(working: 0, waiting: 0))
    }

    @Test func whoWaitsTooLongIsRefused() async throws {
        let admission = Admission(workers: 1, queueLimit: 10)
        try await admission.enter(within: .seconds(10), client: nil)
        let start = ContinuousClock.now
        await #expect(throws: Admission.Refusal.waitedTooLong) {
            try await admission.enter(within: .milliseconds(50), client: nil)
        }
        #expect(.now - start >= .milliseconds(50))
        #expect(admission.load == .init(working: 1, waiting: 0))
    }

    @Test func noWaitIsNoWait() async throws {
        let admission = Admission(workers: 1, queueLimit: 10)
        try await admission.enter(within: .zero, client: nil)
        await #expect(throws: Admission.Refusal.waitedTooLong) { try await admission.enter(within: .zero, client: nil) }
    }

    @Test func aClientThatLeavesGivesUpItsPlace() async throws {
        let admission = Admission(workers: 1, queueLimit: 10)
        try await admission.enter(within: .seconds(10), client: nil)
        let client = ClientPresence()
        let waiting = Task { try await admission.enter(within: .seconds(10), client: client) }
        while admission.load.waiting == 0 { await Task.yield() }
        client.leave()
        await #expect(throws: Admission.Refusal.abandoned) { try await waiting.value }
        #expect(admission.load == .init(working: 1, waiting: 0))
    }

    @Test func aClientThatLeftBeforeIsNotQueued() async throws {
        let admission = Admission(workers: 1, queueLimit: 10)
        try await admission.enter(within: .seconds(10), client: nil)
        let client = ClientPresence()
        client.leave()
        await #expect(throws: Admission.Refusal.abandoned) {
            try await admission.enter(within: .seconds(10), client: client)
        }
    }

    @Test func aCancelledTaskGivesUpItsPlace() async throws {
        let admission = Admission(workers: 1, queueLimit: 10)
        try await admission.enter(within: .seconds(10), client: nil)
        let waiting = Task { try await admission.enter(within: .seconds(10), client: nil) }
        waiting.cancel()
        await #expect(throws: Admission.Refusal.abandoned) { try await waiting.value }
    }

    @Test func underManyClientsNoWorkerIsLostAndNoneIsUsedTwice() async throws {
        let admission = Admission(workers: 3, queueLimit: 1000)
        let inside = Shared(0)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<500 {
                let client = ClientPresence()
                group.addTask {
                    let limit: Duration = number % 3 == 0 ? .microseconds(50) : .seconds(10)
                    guard (try? await admission.enter(within: limit, client: client)) != nil else { return }
                    let together = inside.change { count in
                        count += 1
                        return count
                    }
                    #expect(together <= 3)
                    await Task.yield()
                    inside.change { $0 -= 1 }
                    admission.leave()
                }
                if number % 5 == 0 { group.addTask { client.leave() } }
            }
        }
        #expect(admission.load == .init(working: 0, waiting: 0))
    }
}
