// SPDX-License-Identifier: Apache-2.0

import Foundation
import Raster
import Testing

@testable import Interactor

@Suite struct PictureCacheTests {
    private static let overhead = PictureCache<Int>.entryOverhead

    /// A cache for values that are as large as they say, with room for `bytes` of them and their overhead.
    private func cache(entries: Int, bytes: Int) -> PictureCache<Int> {
        PictureCache(capacity: bytes + entries * Self.overhead) { $0 }
    }

    private func key(_ number: Int) -> ContentKey {
        ContentKey(length: number, first: UInt64(number), second: 0)
    }

    @Test func `what is used least recently goes first`() throws {
        let cache = cache(entries: 3, bytes: 300)
        for number in [1, 2, 3] { _ = try cache.value(for: key(number)) { 100 } }
        _ = try cache.value(for: key(1)) { 100 }
        _ = try cache.value(for: key(4)) { 100 }
        var made: [Int] = []
        for number in [1, 3, 4, 2] {
            _ = try cache.value(for: key(number)) {
                made.append(number)
                return 100
            }
        }
        #expect(made == [2])
    }

    @Test func `never keeps more than its capacity`() throws {
        var generator = SeededGenerator(seed: 7)
        let capacity = 20_000
        let cache = PictureCache<Int>(capacity: capacity) { $0 }
        for _ in 0..<5_000 {
            let number = Int.random(in: 1...40, using: &generator)
            #expect(try cache.value(for: key(number)) { number * 300 } == number * 300)
            #expect(cache.bytes <= capacity)
        }
        #expect(cache.bytes > capacity / 2)
    }

    @Test func `what is larger than the whole cache is given but not kept`() throws {
        let cache = cache(entries: 2, bytes: 200)
        _ = try cache.value(for: key(1)) { 100 }
        #expect(try cache.value(for: key(2)) { 1_000_000 } == 1_000_000)
        #expect(cache.bytes == 100 + Self.overhead)
        #expect(try cache.value(for: key(1)) { 7 } == 100)
    }

    @Test func `errors are not kept`() throws {
        let cache = cache(entries: 2, bytes: 200)
        for attempt in 1...3 {
            let error = requestError { () throws(RequestError) in
                try cache.value(for: key(1)) { () throws(RequestError) in
                    throw RequestError(status: 422, reason: "attempt \(attempt)")
                }
            }
            #expect(error?.reason == "attempt \(attempt)")
        }
        #expect(try cache.value(for: key(1)) { 5 } == 5)
    }

    /// Runs `body` in `count` threads at once and returns when all are done.
    private func inThreads(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
        let group = DispatchGroup()
        for number in 0..<count {
            group.enter()
            Thread {
                body(number)
                group.leave()
            }.start()
        }
        group.wait()
    }

    @Test func `what eight ask for at once is made once`() {
        let cache = cache(entries: 4, bytes: 400)
        let key = key(1)
        let made = Monitor(0)
        let values = Monitor<[Int]>([])
        inThreads(8) { _ in
            let value = try? cache.value(for: key) {
                made.withLock { $0 += 1 }
                while cache.waiting < 7 { Thread.sleep(forTimeInterval: 0.001) }
                return 42
            }
            values.withLock { $0.append(value ?? -1) }
        }
        #expect(made.withLock { $0 } == 1)
        #expect(values.withLock { $0 } == Array(repeating: 42, count: 8))
        #expect(cache.waiting == 0)
    }

    @Test func `who waits for what fails gets the same error`() {
        let cache = cache(entries: 4, bytes: 400)
        let key = key(1)
        let made = Monitor(0)
        let errors = Monitor<[RequestError?]>([])
        inThreads(3) { number in
            let error = requestError { () throws(RequestError) in
                try cache.value(for: key) { () throws(RequestError) in
                    made.withLock { $0 += 1 }
                    while cache.waiting < 2 { Thread.sleep(forTimeInterval: 0.001) }
                    throw RequestError(status: 422, reason: "damaged")
                }
            }
            errors.withLock { $0.append(error) }
        }
        #expect(made.withLock { $0 } == 1)
        #expect(errors.withLock { $0.map { $0?.reason } } == ["damaged", "damaged", "damaged"])
    }

    @Test func `what one gives up another makes`() throws {
        let cache = cache(entries: 4, bytes: 400)
        let key = key(1)
        let begun = Monitor(0)
        let values = Monitor<[Int?]>([])
        inThreads(3) { _ in
            let value = try? cache.value(for: key) {
                let isFirst = begun.withLock { begun in
                    begun += 1
                    return begun == 1
                }
                guard isFirst else { return 42 }
                while cache.waiting < 2 { Thread.sleep(forTimeInterval: 0.001) }
                return nil
            }
            values.withLock { $0.append(value) }
        }
        // Who gave it up has nothing; of the others one made it for both.
        #expect(values.withLock { $0.compactMap { $0 } } == [42, 42])
        #expect(begun.withLock { $0 } == 2)
        #expect(cache.waiting == 0 && cache.bytes == 42 + Self.overhead)
    }

    @Test func `a value in use outlives its eviction`() throws {
        final class Picture: Sendable {
            let bytes = [UInt8](repeating: 7, count: 1000)
        }
        let cache = PictureCache<Picture>(capacity: 1000 + Self.overhead) { $0.bytes.count }
        weak var evicted: Picture?
        do {
            let inUse = try cache.value(for: key(1)) { Picture() }
            evicted = inUse
            _ = try cache.value(for: key(2)) { Picture() }
            #expect(cache.bytes == 1000 + Self.overhead)
            #expect(inUse?.bytes.allSatisfy { $0 == 7 } == true)
        }
        #expect(evicted == nil, "nobody but the user held it")
    }

    @Test func `stays right under many threads`() {
        let cache = PictureCache<Int>(capacity: 30_000) { $0 }
        let keys = (0...60).map { key($0) }
        let wrong = Monitor(0)
        inThreads(8) { thread in
            var generator = SeededGenerator(seed: UInt64(thread))
            for _ in 0..<3_000 {
                let number = Int.random(in: 1...60, using: &generator)
                let value = try? cache.value(for: keys[number]) { number * 100 }
                if value != number * 100 || cache.bytes > 30_000 { wrong.withLock { $0 += 1 } }
            }
        }
        #expect(wrong.withLock { $0 } == 0)
    }
}
