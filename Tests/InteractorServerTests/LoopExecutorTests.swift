// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix
import Testing

@testable import InteractorServer

@Suite struct LoopExecutorTests {
    @Test("What prefers a loop's executor runs on its thread, again after every wait, and so do its parts")
    func runsOnTheLoop() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
        let (loop, other) = (group.next(), group.next())
        await withTaskExecutorPreference(LoopExecutor(loop)) {
            #expect(loop.inEventLoop)
            let elsewhere = try? await other.submit { loop.inEventLoop }.get()
            #expect(elsewhere == false)
            #expect(loop.inEventLoop)
            await withTaskGroup(of: Bool.self) { parts in
                for _ in 0..<4 { parts.addTask { loop.inEventLoop } }
                for await isOnLoop in parts { #expect(isOnLoop) }
            }
        }
        #expect(!loop.inEventLoop)
        try await group.shutdownGracefully()
    }
}
