// SPDX-License-Identifier: Apache-2.0

import Dispatch

/// Threads that help with work that falls into pieces.
///
/// A first click asks for help some sixty times, often with a tenth of a millisecond of work, and half of that goes by
/// until a sleeping thread is awake. So helpers stay awake for a moment after the last piece, and who waits for pieces
/// that others took does those of other jobs meanwhile, and never sleeps.
final class HelperCrew: Sendable {
    /// Threads of a crew at most. Queues that ask for a thread of their own share 255 of them in all, and that of the log
    /// must get one, too.
    private static let mostThreads = 63

    let jobs = OpenJobs()

    /// A crew of `count` threads, or as many as one may have. They end with the crew.
    init(count: Int) {
        for _ in 0..<min(count, Self.mostThreads) {
            DispatchQueue(label: "ridgeline.helper").async { [jobs] in jobs.help() }
        }
    }

    deinit { jobs.close() }

    /// Calls `piece` once with every number below `count`, on the calling thread and on those of the crew that have nothing
    /// else to do, and returns when all calls have returned. A piece may ask for help itself.
    func perform(_ count: Int, _ piece: @Sendable (Int) -> Void) {
        guard count > 1 else { return (0..<count).forEach(piece) }
        withoutActuallyEscaping(piece) { piece in
            let job = SharedJob(count, piece)
            jobs.open(job)
            job.work()
            jobs.remove(job)
            jobs.help(until: job)
            job.forgetPiece()
        }
    }
}
