// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A result that one thread will give and others sleep for.
///
/// `Mutex` has no condition variable, so this is the one place that uses those of POSIX threads. They must stay where
/// they are in memory, hence the allocations.
final class Promise<Value: Sendable, Failure: Error>: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let given = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var result: Result<Value, Failure>?

    /// A promise that nobody has kept yet.
    init() {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(given, nil)
    }

    deinit {
        pthread_cond_destroy(given)
        pthread_mutex_destroy(mutex)
        given.deallocate()
        mutex.deallocate()
    }

    /// Gives the result to all who wait for it now or later.
    func keep(_ result: Result<Value, Failure>) {
        pthread_mutex_lock(mutex)
        self.result = result
        pthread_cond_broadcast(given)
        pthread_mutex_unlock(mutex)
    }

    /// The result; sleeps until it is there.
    func wait() throws(Failure) -> Value {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            if let result { return try result.get() }
            pthread_cond_wait(given, mutex)
        }
    }
}
