// SPDX-License-Identifier: Apache-2.0

/// A dictionary that holds at most `limit` values and drops the one that was not used for longest. For a hundred
/// values: every use is a search.
struct RecentlyUsed<Key: Hashable, Value> {
    private let limit: Int
    /// Most recently used last.
    private var entries: [(key: Key, value: Value)] = []

    init(limit: Int) {
        self.limit = limit
    }

    /// The value of `key`; reading and writing both count as use.
    subscript(key: Key) -> Value? {
        mutating get {
            guard let index = entries.firstIndex(where: { $0.key == key }) else { return nil }
            let entry = entries.remove(at: index)
            entries.append(entry)
            return entry.value
        }
        set {
            entries.removeAll { $0.key == key }
            guard let newValue else { return }
            if entries.count == limit { entries.removeFirst() }
            entries.append((key, newValue))
        }
    }
}
