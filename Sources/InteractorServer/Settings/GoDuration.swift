// SPDX-License-Identifier: Apache-2.0

extension Duration {
    /// A duration in the text form of Go, which Nuclio uses everywhere: `30s`, `1m30s`, `1.5h`, `250ms`.
    ///
    /// Nil if the text is anything else, negative, or more than a year.
    init?(goText: String) {
        var rest = Substring(goText)
        var seconds = 0.0
        while !rest.isEmpty {
            let number = rest.prefix { ("0"..."9").contains($0) || $0 == "." }
            rest = rest.dropFirst(number.count)
            let unit = rest.prefix { $0.isLetter }
            rest = rest.dropFirst(unit.count)
            guard let value = Double(number), let scale = Self.secondsOfGoUnit[String(unit)] else { return nil }
            seconds += value * scale
        }
        guard !goText.isEmpty, seconds <= 366 * 86_400 else { return nil }
        self = .nanoseconds(Int64((seconds * 1e9).rounded()))
    }

    private static let secondsOfGoUnit = ["h": 3600, "m": 60, "s": 1, "ms": 1e-3, "us": 1e-6, "µs": 1e-6, "ns": 1e-9]

    /// In whole milliseconds, rounded down.
    var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
