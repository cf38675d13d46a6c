// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// What was made of pictures, kept for the next click on them, up to a number of bytes.
///
/// What was used least recently goes first. A value that goes while somebody works with it lives until that work is
/// done. May be used from many threads at once.
final class PictureCache<Value: Sendable>: Sendable {
    /// What an entry costs besides its value.
    static var entryOverhead: Int { 512 }

    private struct Entry {
        let value: Value
        let bytes: Int
        var lastUse: UInt64
    }

    private struct State {
        var entries: [ContentKey: Entry] = [:]
        var inTheMaking: [ContentKey: Promise<Value, RequestError>] = [:]
        var bytes = 0
        var uses: UInt64 = 0
    }

    private enum Found {
        case kept(Value)
        case promised(Promise<Value, RequestError>)
        case missing(Promise<Value, RequestError>)
    }

    private let capacity: Int
    private let byteCount: @Sendable (Value) -> Int
    private let state = Mutex(State())

    /// An empty cache for `capacity` bytes of values as large as `byteCount` says.
    init(capacity: Int, byteCount: @escaping @Sendable (Value) -> Int) {
        self.capacity = capacity
        self.byteCount = byteCount
    }

    /// Number of bytes that are kept now.
    var bytes: Int { state.withLock { $0.bytes } }

    /// The value kept for `key`; if there is none, `make` makes it.
    ///
    /// Who asks for it while it is being made sleeps until it is there, and gets the same value, or the same error:
    /// equal bytes fail equally. Errors are not kept.
    func value(
        for key: ContentKey, orMake make: () throws(RequestError) -> Value
    ) throws(RequestError) -> Value {
        switch find(key) {
        case .kept(let value): return value
        case .promised(let promise): return try promise.wait()
        case .missing(let promise):
            do throws(RequestError) {
                let value = try make()
                keep(value, for: key)
                promise.keep(.success(value))
                return value
            } catch {
                state.withLock { $0.inTheMaking[key] = nil }
                promise.keep(.failure(error))
                throw error
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
            if let promise = state.inTheMaking[key] { return .promised(promise) }
            let promise = Promise<Value, RequestError>()
            state.inTheMaking[key] = promise
            return .missing(promise)
        }
    }

    private func keep(_ value: Value, for key: ContentKey) {
        let bytes = byteCount(value) + Self.entryOverhead
        // Values that must go are released after the lock: freeing hundreds of megabytes takes its time.
        var evicted: [Entry] = []
        state.withLock { state in
            state.inTheMaking[key] = nil
            guard bytes <= capacity else { return }
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
