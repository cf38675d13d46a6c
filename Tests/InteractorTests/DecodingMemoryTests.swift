// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization
import Testing

@testable import Interactor

@Suite struct DecodingMemoryTests {
    @Test(.timeLimit(.minutes(1))) func `holds as many pictures at once as go in, and every one in its turn`() {
        let memory = DecodingMemory(limit: 30 * DecodingMemory.bytesPerPixel)
        let pixels = Mutex((now: 0, most: 0, done: 0))
        DispatchQueue.concurrentPerform(iterations: 40) { number in
            let size = number % 3 == 0 ? 20 : 10
            memory.whileDecoding(pixels: size) {
                pixels.withLock {
                    $0.now += size
                    $0.most = max($0.most, $0.now)
                }
                usleep(500)
                pixels.withLock {
                    $0.now -= size
                    $0.done += 1
                }
            }
        }
        #expect(pixels.withLock { $0.done } == 40)
        #expect(pixels.withLock { $0.most } <= 30)
    }

    @Test(arguments: [101, Int.max]) func `lets one alone have what it needs`(pixels: Int) {
        let memory = DecodingMemory(limit: 100 * DecodingMemory.bytesPerPixel)
        #expect(memory.whileDecoding(pixels: pixels) { 7 } == 7)
    }

    @Test func `gives back what failed work had`() throws {
        let memory = DecodingMemory(limit: 10)
        for _ in 0..<3 {
            #expect(throws: RequestError.self) {
                try memory.whileDecoding(pixels: 100) { () throws(RequestError) in
                    throw RequestError(status: 422, reason: "broken")
                }
            }
        }
        #expect(memory.whileDecoding(pixels: 1) { true })
    }

    @Test func `a small container has small limits, and no container has smaller ones than a limit asks for`() {
        var configuration = InteractorConfiguration()
        configuration.fit(intoMemory: 8 << 30)
        #expect(configuration.cacheBytes == 512 << 20 && configuration.maxPixels == 100_000_000)
        configuration.fit(intoMemory: 512 << 20)
        #expect(configuration.cacheBytes == 64 << 20)
        #expect((20_000_000...30_000_000).contains(configuration.maxPixels))
        #expect(configuration.decodingBytes == 128 << 20)
        configuration.fit(intoMemory: 1 << 20)
        #expect(configuration.cacheBytes == 0 && configuration.maxPixels == 1_000_000)
    }
}
