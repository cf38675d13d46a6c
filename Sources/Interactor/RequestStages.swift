// SPDX-License-Identifier: Apache-2.0

/// The first stages of ``Interactor/reply(to:from:)`` one by one, to be measured.
package enum RequestStages {
    /// The base64 text of the picture, found in the JSON text of a request.
    package static func imageText(in body: UnsafeRawBufferPointer) throws(RequestError) -> UnsafeRawBufferPointer {
        let request = try RequestReader.read(body)
        return UnsafeRawBufferPointer(rebasing: body[request.image.range])
    }

    /// Works out the key by which a picture is looked up.
    package static func hash(_ text: UnsafeRawBufferPointer) {
        let key = contentHash.key(of: text)
        precondition(key.length == text.count)
    }

    /// The bytes of the picture file.
    package static func file(ofBase64 text: UnsafeRawBufferPointer) throws(RequestError) -> [UInt8] {
        try Base64.decode(text)
    }

    private static let contentHash = ContentHash()
}
