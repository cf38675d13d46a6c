// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Interactor

@Suite struct ContentHashTests {
    private func key(_ hash: ContentHash, _ bytes: [UInt8]) -> ContentKey {
        bytes.withUnsafeBytes { hash.key(of: $0) }
    }

    @Test func `equal bytes have equal keys, wherever they lie`() {
        let hash = ContentHash()
        var generator = SeededGenerator(seed: 8)
        for count in [0, 1, 7, 8, 1023, 1024, 1025, 5000] {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let shifted = [0, 0, 0] + bytes
            let key = key(hash, bytes)
            #expect(key == shifted.withUnsafeBytes { hash.key(of: UnsafeRawBufferPointer(rebasing: $0[3...])) })
            #expect(key.length == count)
        }
    }

    @Test func `no bit is without effect on either half`() {
        let hash = ContentHash()
        let bytes = [UInt8](repeating: 0x41, count: 2500)
        let original = key(hash, bytes)
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1 << UInt8(index % 8)
            let other = key(hash, changed)
            #expect(other.first != original.first && other.second != original.second, "byte \(index)")
        }
    }

    @Test func `zeros at the end and exchanged blocks make a difference`() {
        let hash = ContentHash()
        let zeros = (0...3000).map { key(hash, [UInt8](repeating: 0, count: $0)) }
        #expect(Set(zeros).count == zeros.count)
        let a = [UInt8](repeating: 1, count: 1024)
        let b = [UInt8](repeating: 2, count: 1024)
        #expect(key(hash, a + b) != key(hash, b + a))
    }

    @Test func `every process has keys of its own`() {
        let bytes = Array("a picture".utf8)
        #expect(key(ContentHash(), bytes) != key(ContentHash(), bytes))
    }
}
