// SPDX-License-Identifier: Apache-2.0

internal import NIOConcurrencyHelpers
internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// Tells work that nobody waits for it any more; long work looks from time to time and stops.
public final class Cancellation: Sendable {
    private let flag = Atomic(false)

    init() {}

    /// Whether the work may stop, since its result will be thrown away.
    public var isCancelled: Bool { flag.load(ordering: .relaxed) }

    func cancel() { flag.store(true, ordering: .relaxed) }
}

/// Does work on threads of its own, one a worker: a picture's analysis keeps a thread busy for a second, and on
/// Swift's own pool, or on the threads that serve the sockets, everybody else would wait meanwhile.
final class WorkerPool: Sendable {
    /// The work took longer than it may.
    struct TimedOut: Error {}

    let admission: Admission
    private let threads: NIOThreadPool
    private let clock = MultiThreadedEventLoopGroup.singleton

    init(workers: Int, queueLimit: Int) {
        admission = Admission(workers: workers, queueLimit: queueLimit)
        threads = NIOThreadPool(numberOfThreads: workers)
    }

    func start() {
        threads.start()
    }

    func stop() async {
        try? await threads.shutdownGracefully()
    }

    /// Does `work`, for which the caller got in by ``admission``, and gives its worker back when it ends.
    ///
    /// - Throws: ``TimedOut`` exactly at `limit`, while the work goes on until it notices its cancellation, and keeps
    ///   its worker until then.
    func run<Value: Sendable>(
        limit: Duration?, client: ClientPresence?, _ work: @escaping @Sendable (Cancellation) -> Value
    ) async throws(TimedOut) -> Value {
        let cancellation = Cancellation()
        client?.whenGone { cancellation.cancel() }
        defer { client?.whenGone(nil) }
        let value: Value? = await withCheckedContinuation { continuation in
            let first = FirstResult(continuation)
            let timer = limit.map { limit in
                clock.next().scheduleTask(in: .init(limit)) {
                    cancellation.cancel()
                    first.resume(nil)
                }
            }
            threads.submit { [admission] _ in
                let value = work(cancellation)
                timer?.cancel()
                admission.leave()
                first.resume(value)
            }
        }
        guard let value else { throw TimedOut() }
        return value
    }
}

/// Resumes a continuation with the first of several results.
private final class FirstResult<Value: Sendable>: Sendable {
    private let continuation: NIOLockedValueBox<CheckedContinuation<Value?, Never>?>

    init(_ continuation: CheckedContinuation<Value?, Never>) {
        self.continuation = NIOLockedValueBox(continuation)
    }

    func resume(_ value: Value?) {
        continuation.withLockedValue { $0.take() }?.resume(returning: value)
    }
}
