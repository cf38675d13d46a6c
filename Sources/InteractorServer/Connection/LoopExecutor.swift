// SPDX-License-Identifier: Apache-2.0

internal import NIOCore

/// Runs tasks on the thread that serves a socket.
///
/// What comes in there is taken on, and what goes out is made, where it is in the core's own cache, and nobody has to be
/// woken up in between.
final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(_ loop: any EventLoop) {
        self.loop = loop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
