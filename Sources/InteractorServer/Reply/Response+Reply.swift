// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import Hummingbird
internal import Interactor
internal import NIOCore

extension Response {
    /// A reply of JSON text, copied once.
    static func json(_ status: HTTPResponse.Status, _ json: [UInt8]) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: .init(byteBuffer: ByteBuffer(bytes: json)))
    }

    /// A reply of JSON text that may be compressed.
    static func json(_ status: HTTPResponse.Status, _ encoded: EncodedReply) -> Response {
        var response = Response(
            status: status, headers: [.contentType: "application/json"], body: ResponseBody(encoded.reply))
        if encoded.isCompressed { response.headers[.contentEncoding] = "gzip" }
        return response
    }

    /// A reply of JSON text that the server writes itself.
    static func json(_ status: HTTPResponse.Status, _ members: (inout JSONWriter) -> Void) -> Response {
        var text = JSONWriter()
        text.object(members)
        return json(status, text.bytes)
    }

    /// An error: the words as `{"error": ...}`, and as the reason phrase because CVAT drops the body of an error.
    static func error(_ error: RequestError, headers: HTTPFields = [:]) -> Response {
        var response = json(.init(code: error.status, reasonPhrase: error.reason), JSONWriter.error(error))
        response.headers.append(contentsOf: headers)
        return response
    }
}

extension ResponseBody {
    /// Bytes of equal pieces that are handed on at once: they are one in memory.
    private static let equalBytes = 4 << 20

    /// The text of `reply`: at once if it is short, else piece by piece, each made when the client has taken most of
    /// what came before.
    init(_ reply: Reply) {
        if reply.byteCount <= Reply.pieceSize {
            self.init(byteBuffer: ByteBuffer(bytes: reply.bytes))
            return
        }
        self.init(contentLength: reply.byteCount) { writer in
            for piece in reply.pieces {
                let buffer = ByteBuffer(piece)
                let most = max(1, Self.equalBytes / piece.byteCount)
                for start in stride(from: 0, to: piece.count, by: most) {
                    try await writer.write(contentsOf: repeatElement(buffer, count: min(most, piece.count - start)))
                }
            }
            try await writer.finish(nil)
        }
    }
}

extension ByteBuffer {
    fileprivate init(_ piece: Reply.Piece) {
        self.init()
        writeWithUnsafeMutableBytes(minimumWritableBytes: piece.byteCount) { output in
            piece.write(to: UnsafeMutableRawBufferPointer(rebasing: output[..<piece.byteCount]))
            return piece.byteCount
        }
    }
}
