// SPDX-License-Identifier: Apache-2.0

import Foundation
import ImageCodecs
import Raster
import Testing

/// A file below `Fixtures/`.
struct Fixture: Sendable, CustomTestStringConvertible {
    let path: String

    init(_ path: String) {
        self.path = path
    }

    var testDescription: String { path }

    func bytes() throws -> [UInt8] {
        let folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
        return [UInt8](try Data(contentsOf: folder.appending(path: path)))
    }

    static func made(_ name: String) -> Fixture {
        Fixture("made/" + name)
    }
}

/// What Pillow sees in a fixture; written by `Fixtures/make_fixtures.py`, which says what the keys mean.
struct Expectation: Decodable, Sendable {
    let width: Int
    let height: Int
    let crc32: UInt32?
    let step: Int?
    let lattice: String?

    static func all() throws -> [String: Expectation] {
        try JSONDecoder().decode([String: Expectation].self, from: Data(Fixture("expected.json").bytes()))
    }
}

/// What became of some bytes, to be compared as a whole.
func outcome(of bytes: [UInt8], maximumPixels: Int = 1_000_000) -> Result<Image, ImageDecodingError> {
    do throws(ImageDecodingError) {
        return .success(try ImageDecoder(maximumPixels: maximumPixels).decode(bytes))
    } catch {
        return .failure(error)
    }
}

/// The first place of `pattern` in `bytes`.
func firstIndex(of pattern: [UInt8], in bytes: [UInt8]) throws -> Int {
    try #require(bytes.indices.first { bytes[$0...].starts(with: pattern) })
}

/// 400 copies of `bytes` with one to four of them changed at random.
func changedCopies(of bytes: [UInt8], seed: UInt64) -> [[UInt8]] {
    var generator = SeededGenerator(seed: seed)
    return (0..<400).map { _ in
        var changed = bytes
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            changed[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
        }
        return changed
    }
}
