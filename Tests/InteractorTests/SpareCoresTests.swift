// SPDX-License-Identifier: Apache-2.0

import ContractKit
import Foundation
import Segmentation
import Synchronization
import Testing

@testable import Interactor

@Suite struct SpareCoresTests {
    /// Cores that say whether they were asked; they do the work backwards.
    private final class Asked: Sendable {
        let times = Atomic(0)

        func cores(_ count: Int) -> SpareCores {
            SpareCores(cores: count) { [self] pieces, piece in
                times.add(1, ordering: .relaxed)
                for index in (0..<pieces).reversed() { piece(index) }
            }
        }
    }

    /// Whether each of many pieces of work was done once.
    private func isDone(by helpers: Helpers) -> Bool {
        let done = Mutex<[Int]>([])
        helpers.perform(64) { piece in done.withLock { $0.append(piece) } }
        return done.withLock { $0.sorted() } == Array(0..<64)
    }

    @Test(arguments: [(1, 2, 1), (2, 2, 0), (2, 3, 0), (2, 4, 1), (1, 1, 0)])
    func `help where there are two for each request`(requests: Int, count: Int, asked: Int) {
        let counter = Asked()
        let cores = counter.cores(count)
        func during(_ left: Int) {
            if left > 0 { return cores.duringRequest { during(left - 1) } }
            #expect(isDone(by: cores.helpers))
        }
        during(requests)
        #expect(counter.times.load(ordering: .relaxed) == asked)
    }

    @Test func `help again when the other request has ended`() {
        let counter = Asked()
        let cores = counter.cores(2)
        cores.duringRequest {
            cores.duringRequest { #expect(isDone(by: cores.helpers)) }
            #expect(counter.times.load(ordering: .relaxed) == 0)
            #expect(isDone(by: cores.helpers))
        }
        #expect(counter.times.load(ordering: .relaxed) == 1)
    }

    @Test func `help while the other request sleeps`() {
        let counter = Asked()
        let cores = counter.cores(2)
        cores.duringRequest {
            cores.duringRequest {
                cores.whileIdle { #expect(isDone(by: cores.helpers)) }
                #expect(counter.times.load(ordering: .relaxed) == 1)
                #expect(isDone(by: cores.helpers))
            }
        }
        #expect(counter.times.load(ordering: .relaxed) == 1)
    }

    @Test(.timeLimit(.minutes(1))) func `help to make what others wait for`() {
        let counter = Asked()
        let cores = counter.cores(2)
        let cache = PictureCache<Int>(capacity: 10_000, cores: cores) { $0 }
        let key = ContentKey(length: 1, first: 1, second: 1)
        DispatchQueue.concurrentPerform(iterations: 2) { _ in
            cores.duringRequest {
                _ = try? cache.value(for: key) {
                    while cache.waiting < 1 { usleep(100) }
                    // It is about to sleep; when it does there are two cores for the one who makes it.
                    while counter.times.load(ordering: .relaxed) == 0 { #expect(isDone(by: cores.helpers)) }
                    return 7
                }
            }
        }
    }

    @Test func `share work among real threads`() {
        let cores = SpareCores(cores: 2)
        cores.duringRequest { #expect(isDone(by: cores.helpers)) }
    }

    @Test func `change no reply`() throws {
        let alone = Interactor(InteractorConfiguration(cores: 1))
        let helped = Interactor(InteractorConfiguration(cores: 2))
        for recording in try Recording.all().prefix(12) {
            let expected = try? alone.reply(to: recording.body)
            #expect((try? helped.reply(to: recording.body)) == expected, "\(recording.name)")
        }
    }
}
