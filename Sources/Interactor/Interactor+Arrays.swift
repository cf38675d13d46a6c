// SPDX-License-Identifier: Apache-2.0

public import Raster

/// The same for bytes in an array.
extension Interactor {
    /// The whole text of the reply to the JSON text of a request; see ``reply(to:from:)-(UnsafeRawBufferPointer,_)``.
    public func reply(to body: [UInt8], from caller: Caller = .unknown) throws(RequestError) -> [UInt8] {
        try body.withUnsafeBytes { bytes in
            Result { () throws(RequestError) in try reply(to: bytes, from: caller).bytes }
        }.get()
    }

    /// The picture in a file; see ``decode(_:)-(UnsafeRawBufferPointer)``.
    public func decode(_ file: [UInt8]) throws(RequestError) -> Picture {
        try file.withUnsafeBytes { bytes in
            Result { () throws(RequestError) in try decode(bytes) }
        }.get()
    }

    /// The pixels of the picture in a file; see ``image(_:)-(UnsafeRawBufferPointer)``.
    public func image(_ file: [UInt8]) throws(RequestError) -> Image {
        try file.withUnsafeBytes { bytes in
            Result { () throws(RequestError) in try image(bytes) }
        }.get()
    }
}
