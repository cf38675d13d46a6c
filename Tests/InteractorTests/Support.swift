// SPDX-License-Identifier: Apache-2.0

import Foundation

@testable import Interactor

/// A small generator of random numbers that gives the same ones in every run (SplitMix64, Steele et al. 2014).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// What `body` does with the bytes of `text`; the error of `body` is thrown on.
func withBytes<T>(
    _ text: some Sequence<UInt8>, _ body: (UnsafeRawBufferPointer) throws(RequestError) -> T
) throws(RequestError) -> T {
    try Array(text).withUnsafeBytes { bytes in Result { () throws(RequestError) in try body(bytes) } }.get()
}

/// The request in a JSON text.
func readRequest(_ json: String) throws(RequestError) -> InteractionRequest {
    try withBytes(json.utf8) { bytes throws(RequestError) in try RequestReader.read(bytes) }
}

/// The error that `body` throws; nil if it throws none.
func requestError<T>(_ body: () throws(RequestError) -> T) -> RequestError? {
    do throws(RequestError) {
        _ = try body()
        return nil
    } catch {
        return error
    }
}
