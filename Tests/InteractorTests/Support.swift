// SPDX-License-Identifier: Apache-2.0

import Foundation

@testable import Interactor

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
