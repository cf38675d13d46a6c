// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What is read before and after a piece of work.
enum Clock {
    /// The time that passes.
    case wall
    /// The time that the calling thread was computing; on a busy machine the one that can be compared.
    case processor

    /// Nanoseconds since some moment.
    fileprivate var now: Int {
        var time = timespec()
        clock_gettime(self == .wall ? CLOCK_MONOTONIC : CLOCK_THREAD_CPUTIME_ID, &time)
        return Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
    }
}

/// Times of one thing that was done several times.
struct Timing {
    let name: String
    let clock: Clock
    private(set) var milliseconds: [Double] = []

    init(_ name: String, _ clock: Clock) {
        self.name = name
        self.clock = clock
    }

    /// Does `work` and adds the time it took.
    mutating func measure<T, Failure: Error>(_ work: () throws(Failure) -> T) throws(Failure) -> T {
        let start = clock.now
        let result = try work()
        milliseconds.append(Double(clock.now - start) / 1e6)
        return result
    }

    /// Adds the times of another.
    mutating func add(_ other: Timing) { milliseconds += other.milliseconds }

    /// The middle of the times, or the mean of the two in the middle.
    var median: Double {
        let sorted = milliseconds.sorted()
        guard !sorted.isEmpty else { return 0 }
        return (sorted[sorted.count / 2] + sorted[(sorted.count - 1) / 2]) / 2
    }

    var shortest: Double { milliseconds.min() ?? 0 }
    var longest: Double { milliseconds.max() ?? 0 }
}

/// Timings by name, in the order in which the names came first.
struct Timings {
    let clock: Clock
    private(set) var all: [Timing] = []

    init(_ clock: Clock) {
        self.clock = clock
    }

    /// Does `work` and adds the time it took to those of `name`.
    mutating func measure<T, Failure: Error>(
        _ name: String, _ work: () throws(Failure) -> T
    ) throws(Failure) -> T {
        let index = place(of: name)
        return try all[index].measure(work)
    }

    /// Adds the times of others.
    mutating func add(_ others: Timings) {
        for timing in others.all { all[place(of: timing.name)].add(timing) }
    }

    private mutating func place(of name: String) -> Int {
        if let index = all.firstIndex(where: { $0.name == name }) { return index }
        all.append(Timing(name, clock))
        return all.count - 1
    }
}
