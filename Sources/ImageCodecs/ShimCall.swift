// SPDX-License-Identifier: Apache-2.0

import CImageShims

/// Runs a decoder of the C target and turns the status and message that it returns into an error.
func runShim(
    _ format: ImageFormat, _ decode: (UnsafeMutablePointer<CChar>) -> image_shim_status
) throws(ImageDecodingError) {
    var message = [CChar](repeating: 0, count: Int(IMAGE_SHIM_MESSAGE_SIZE))
    let status = message.withUnsafeMutableBufferPointer { buffer in
        buffer.baseAddress.map(decode) ?? IMAGE_SHIM_FAILED
    }
    switch status {
    case IMAGE_SHIM_OK: return
    case IMAGE_SHIM_TRUNCATED: throw .truncated(format)
    case IMAGE_SHIM_UNSUPPORTED: throw .unsupportedKind(format, reason: printableASCII(message))
    default: throw .damaged(format, reason: printableASCII(message))
    }
}

/// The text up to the closing zero; what is not printable ASCII becomes a question mark.
private func printableASCII(_ message: [CChar]) -> String {
    let characters = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return String(decoding: characters.map { (0x20...0x7E).contains($0) ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
}
