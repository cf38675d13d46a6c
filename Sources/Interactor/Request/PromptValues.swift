// SPDX-License-Identifier: Apache-2.0

import Raster

/// The values of a request's keys. Errors name the key, say what was found where, and what is accepted.
extension JSONScanner {
    /// Farthest from the picture's corner that a coordinate is kept, in pixels. No picture is that large, so that
    /// moving a coordinate here moves no point to another pixel; but sums and integers of it are safe everywhere.
    private static let farthest = 1e9

    /// The value of `image`.
    mutating func imageText() throws(RequestError) -> JSONString {
        guard peek() == UInt8(ascii: "\"") else { throw unexpected("image", "a picture file in base64") }
        let text = try string()
        if text.range.isEmpty {
            throw RequestError(status: 400, reason: "image is empty; expected a picture file in base64")
        }
        return text
    }

    /// A list of `[x, y]`, or `null` for an empty one.
    mutating func points(of key: String) throws(RequestError) -> [Point] {
        let accepted = "a list of points [x, y]"
        if try skipNull() { return [] }
        var points: [Point] = []
        try list(of: key, accepted) { scanner throws(RequestError) in
            var coordinates: [Double] = []
            let start = scanner.position
            try scanner.list(of: key, accepted) { scanner throws(RequestError) in
                try coordinates.append(scanner.coordinate(of: key, accepted))
                try scanner.check(coordinates.count / 2, "points", of: key, most: RequestReader.maxPoints)
            }
            guard coordinates.count == 2 else {
                throw scanner.rejected(key, "a point of \(coordinates.count) numbers", at: start, accepted)
            }
            points.append(Point(x: coordinates[0], y: coordinates[1]))
            try scanner.check(points.count, "points", of: key, most: RequestReader.maxPoints)
        }
        return points
    }

    /// The boxes between two corners `[x, y]` each, or `null` for none; boxes without an area are left out.
    ///
    /// The four numbers of a box may also stand together, in a list of their own or directly.
    mutating func boxes(of key: String) throws(RequestError) -> [Box] {
        let accepted = "two corners [x, y] for each box"
        if try skipNull() { return [] }
        let start = position
        var numbers: [Double] = []
        try list(of: key, accepted) { scanner throws(RequestError) in
            if scanner.peek() == UInt8(ascii: "[") {
                let start = scanner.position
                let before = numbers.count
                try scanner.list(of: key, accepted) { scanner throws(RequestError) in
                    try numbers.append(scanner.coordinate(of: key, accepted))
                    try scanner.check(numbers.count / 4, "boxes", of: key, most: RequestReader.maxBoxes)
                }
                let count = numbers.count - before
                guard count == 2 || count == 4 else {
                    throw scanner.rejected(key, "a corner of \(count) numbers", at: start, accepted)
                }
            } else {
                try numbers.append(scanner.coordinate(of: key, accepted))
            }
            try scanner.check(numbers.count / 4, "boxes", of: key, most: RequestReader.maxBoxes)
        }
        guard numbers.count.isMultiple(of: 4) else {
            throw rejected(key, "\(numbers.count) numbers in all", at: start, accepted)
        }
        return stride(from: 0, to: numbers.count, by: 4)
            .map { Box(Point(x: numbers[$0], y: numbers[$0 + 1]), Point(x: numbers[$0 + 2], y: numbers[$0 + 3])) }
            .filter { $0.width > 0 && $0.height > 0 }
    }

    /// A length in pixels, or `null` if it isn't known.
    mutating func length(of key: String) throws(RequestError) -> Double? {
        let accepted = "a length in pixels above 0"
        if try skipNull() { return nil }
        let start = position
        guard startsNumber else { throw unexpected(key, accepted) }
        let length = try number()
        guard length > 0, length.isFinite else { throw rejected(key, "\(length)", at: start, accepted) }
        return min(length, Self.farthest)
    }

    private mutating func coordinate(of key: String, _ accepted: String) throws(RequestError) -> Double {
        guard peek() != nil, startsNumber else { throw unexpected(key, accepted) }
        return try max(-Self.farthest, min(Self.farthest, number()))
    }

    private mutating func list(
        of key: String, _ accepted: String, _ element: (inout JSONScanner) throws(RequestError) -> Void
    ) throws(RequestError) {
        guard peek() == UInt8(ascii: "[") else { throw unexpected(key, accepted) }
        try elements(from: UInt8(ascii: "["), to: UInt8(ascii: "]"), element)
    }

    private mutating func skipNull() throws(RequestError) -> Bool {
        guard peek() == UInt8(ascii: "n") else { return false }
        try word()
        return true
    }

    private func check(_ count: Int, _ what: String, of key: String, most: Int) throws(RequestError) {
        guard count > most else { return }
        throw RequestError(status: 400, reason: "\(key) has too many \(what); at most \(most) are accepted")
    }

    /// The error of a value of `key` of the wrong kind, which comes next; or of JSON that is malformed there.
    private mutating func unexpected(_ key: String, _ accepted: String) -> RequestError {
        let start = position
        let found: String
        switch peek() {
        case nil, UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "]"), UInt8(ascii: "}"):
            return malformed("expected \(accepted) as value of \(key)")
        case UInt8(ascii: "\""): found = "a string"
        case UInt8(ascii: "["): found = "a list"
        case UInt8(ascii: "{"): found = "an object"
        case .some where startsNumber: found = "a number"
        default:
            do throws(RequestError) { try word() } catch { return error }
            found = String(decoding: bytes[start..<position], as: UTF8.self)
        }
        return rejected(key, found, at: start, accepted)
    }

    private func rejected(_ key: String, _ found: String, at start: Int, _ accepted: String) -> RequestError {
        RequestError(status: 400, reason: "\(key) must be \(accepted); found \(found) at byte \(start)")
    }
}
