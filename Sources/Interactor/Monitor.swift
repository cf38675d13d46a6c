// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// State that one thread at a time may touch, and that others can sleep on until it is as they need it (Hoare 1974).
///
/// `Mutex` of the standard library has no condition variable, so this is the one place that uses those of POSIX
/// threads; they must stay where they are in memory, hence the allocations. The thread sanitizer knows them, too.
final class Monitor<State>: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var state: State

    /// A monitor of `state`, which nobody else may hold.
    init(_ state: sending State) {
        self.state = state
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(changed, nil)
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(mutex)
        changed.deallocate()
        mutex.deallocate()
    }

    /// What `body` makes of the state while no other thread touches it.
    func withLock<T>(_ body: (inout State) -> T) -> T {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body(&state)
    }

    /// The same, and wakes all who sleep.
    func change(_ body: (inout State) -> Void) {
        withLock { state in
            body(&state)
            pthread_cond_broadcast(changed)
        }
    }

    /// The same, and wakes as many of those who sleep as `body` says.
    func changeWaking(_ body: (inout State) -> Int) {
        withLock { state in
            let count = body(&state)
            for _ in 0..<max(0, count) { pthread_cond_signal(changed) }
        }
    }

    /// What `body` finds in the state, or takes from it; sleeps as long as that is nothing.
    func wait<T>(for body: (inout State) -> T?) -> T {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            if let found = body(&state) { return found }
            pthread_cond_wait(changed, mutex)
        }
    }
}
