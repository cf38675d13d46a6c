// SPDX-License-Identifier: Apache-2.0

/// What was made of pictures, kept for the next click on them, up to a number of bytes.
///
/// What was used least recently goes first. A value that goes while somebody works with it lives until that work is
/// done. May be used from many threads at once.
final class PictureCache<Value: Sendable>: Sendable {
    /// What an entry costs besides its value.
    static var entryOverhead: Int { 512 }

    /// Where those wait who ask for what another thread makes just now; nil until that is over.
    private typealias Making = Monitor<Result<Value?, RequestError>?>

    private struct Entry {
        let value: Value
        let bytes: Int
        var lastUse: UInt64
    }

    private struct State {
        var entries: [ContentKey: Entry] = [:]
        var makings: [ContentKey: Making] = [:]
        var bytes = 0
        var uses: UInt64 = 0
        var waiting = 0
    }

    private enum Found {
        case kept(Value)
        case made(Making)
        case missing(Making)
    }

    private let capacity: Int
    private let cores: SpareCores
    private let byteCount: @Sendable (Value) -> Int
    private let state = Monitor(State())

    /// An empty cache for `capacity` bytes of values as large as `byteCount` says.
    ///
    /// - Parameter cores: Are told who sleeps.
    init(
        capacity: Int, cores: SpareCores = SpareCores(cores: 1), byteCount: @escaping @Sendable (Value) -> Int
    ) {
        self.capacity = capacity
        self.cores = cores
        self.byteCount = byteCount
    }

    /// Number of bytes that are kept now.
    var bytes: Int { state.withLock { $0.bytes } }
    /// Number of threads that wait now for a value that another thread makes.
    var waiting: Int { state.withLock { $0.waiting } }

    /// The value kept for `key`; if there is none, `make` makes it.
    ///
    /// Who asks for it while it is being made sleeps until it is there, and gets the same value, or the same error:
    /// equal bytes fail equally. Errors are not kept.
    ///
    /// - Returns: nil if `make` gives it up and returns nil. Others who ask for it then make it themselves.
    func value(
        for key: ContentKey, orMake make: () throws(RequestError) -> Value?
    ) throws(RequestError) -> Value? {
        while true {
            switch find(key) {
            case .kept(let value):
                return value
            case .made(let making):
                let result = cores.whileIdle { making.wait { $0 } }
                state.withLock { $0.waiting -= 1 }
                if let value = try result.get() { return value }
            case .missing(let making):
                let result = Result(catching: make)
                if case .success(let value?) = result { keep(value, for: key) }
                state.withLock { $0.makings[key] = nil }
                making.change { $0 = result }
                return try result.get()
            }
        }
    }

    private func find(_ key: ContentKey) -> Found {
        state.withLock { state in
            state.uses += 1
            if let value = state.entries[key]?.value {
                state.entries[key]?.lastUse = state.uses
                return .kept(value)
            }
            if let making = state.makings[key] {
                state.waiting += 1
                return .made(making)
            }
            let making = Making(nil)
            state.makings[key] = making
            return .missing(making)
        }
    }

    private func keep(_ value: Value, for key: ContentKey) {
        let bytes = byteCount(value) + Self.entryOverhead
        guard bytes <= capacity else { return }
        // What must go is released after the lock: freeing hundreds of megabytes takes its time.
        var evicted: [Entry] = []
        state.withLock { state in
            while state.bytes + bytes > capacity,
                let oldest = state.entries.min(by: { $0.value.lastUse < $1.value.lastUse }),
                let entry = state.entries.removeValue(forKey: oldest.key)
            {
                state.bytes -= entry.bytes
                evicted.append(entry)
            }
            state.entries[key] = Entry(value: value, bytes: bytes, lastUse: state.uses)
            state.bytes += bytes
        }
    }
}
