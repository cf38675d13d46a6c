// SPDX-License-Identifier: Apache-2.0

/// Stands for the bytes of a picture as it was sent.
///
/// Equal bytes have equal keys. See ``ContentHash`` for how unlikely it is that others have.
struct ContentKey: Hashable, Sendable {
    /// Number of bytes.
    let length: Int
    /// Two hashes of the bytes with independent keys.
    let first: UInt64, second: UInt64
}

/// A keyed hash of long texts: two hashes of 61 bits each, in one pass, at several bytes a cycle.
///
/// The keys are drawn at random when the hash is made and never leave the process. So nobody can prepare two pictures
/// that are taken for one and get the mask of another's picture: a *universal* hash bounds the probability of a
/// collision for every pair of texts, however they were chosen. Blocks of 1 KiB are hashed by NH (Black, Halevi,
/// Krawczyk, Krovetz, Rogaway: UMAC, CRYPTO 1999; with 64-bit words as in Dai and Krovetz: VHASH, 2007), in which two
/// texts collide with probability 2^-64, and the results of all blocks by a polynomial modulo the prime 2^61 - 1 at a
/// secret point (Carter and Wegman), in which texts of n blocks collide with probability 3 n 2^-61. Two texts of 128 MB
/// are taken for one with probability 2^-84.
struct ContentHash: Sendable {
    private static let wordsPerBlock = 128
    private static let bytesPerBlock = wordsPerBlock * 8

    /// One key word for each word of a block; the second hash uses them shifted by two (Toeplitz construction).
    private let blockKeys: [UInt64]
    private let firstPoint: UInt64
    private let secondPoint: UInt64

    /// A hash with keys of its own.
    init() {
        var random = SystemRandomNumberGenerator()
        blockKeys = (0..<(Self.wordsPerBlock + 2)).map { _ in random.next() }
        firstPoint = random.next(upperBound: Modulo61.prime)
        secondPoint = random.next(upperBound: Modulo61.prime)
    }

    /// The key of `bytes`.
    func key(of bytes: UnsafeRawBufferPointer) -> ContentKey {
        var first: UInt64 = 0
        var second: UInt64 = 0
        blockKeys.withUnsafeBufferPointer { keys in
            func add(_ block: UnsafeRawBufferPointer) {
                let sums = Self.sums(of: block, keys)
                first = Modulo61.append(sums.0, to: first, at: firstPoint)
                second = Modulo61.append(sums.1, to: second, at: secondPoint)
            }
            let whole = bytes.count / Self.bytesPerBlock * Self.bytesPerBlock
            for start in stride(from: 0, to: whole, by: Self.bytesPerBlock) {
                add(UnsafeRawBufferPointer(rebasing: bytes[start..<(start + Self.bytesPerBlock)]))
            }
            // Zeros after the last bytes can't be mistaken for text: texts of other lengths have other keys.
            var last = [UInt8](bytes[whole...])
            last.append(contentsOf: repeatElement(0, count: Self.bytesPerBlock - last.count))
            last.withUnsafeBytes { add($0) }
        }
        return ContentKey(length: bytes.count, first: first, second: second)
    }

    /// NH of a block of 1 KiB: the sum of (word + key) (next word + next key) modulo 2^128, for both sets of keys.
    private static func sums(
        of block: UnsafeRawBufferPointer, _ keys: UnsafeBufferPointer<UInt64>
    ) -> (UInt128, UInt128) {
        var first: UInt128 = 0
        var second: UInt128 = 0
        var index = 0
        while index < wordsPerBlock {
            let even = block.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self)
            let odd = block.loadUnaligned(fromByteOffset: 8 * index + 8, as: UInt64.self)
            first &+= UInt128(even &+ keys[index]) &* UInt128(odd &+ keys[index + 1])
            second &+= UInt128(even &+ keys[index + 2]) &* UInt128(odd &+ keys[index + 3])
            index += 2
        }
        return (first, second)
    }
}

/// Arithmetic modulo the Mersenne prime 2^61 - 1, in which a remainder is a shift and a sum.
private enum Modulo61 {
    static let prime: UInt64 = (1 << 61) - 1

    /// One step of Horner's rule for each of the three coefficients that `value` is cut into.
    static func append(_ value: UInt128, to hash: UInt64, at point: UInt64) -> UInt64 {
        let mask: UInt128 = (1 << 43) - 1
        var hash = multiplyAdd(hash, point, UInt64(truncatingIfNeeded: value & mask))
        hash = multiplyAdd(hash, point, UInt64(truncatingIfNeeded: value >> 43 & mask))
        return multiplyAdd(hash, point, UInt64(truncatingIfNeeded: value >> 86))
    }

    private static func multiplyAdd(_ a: UInt64, _ b: UInt64, _ c: UInt64) -> UInt64 {
        let product = UInt128(a) &* UInt128(b)
        var sum = UInt64(truncatingIfNeeded: product) & prime
        sum &+= UInt64(truncatingIfNeeded: product >> 61)
        sum &+= c
        sum = (sum & prime) &+ (sum >> 61)
        return sum >= prime ? sum &- prime : sum
    }
}
