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
    static func json(_ status: HTTPResponse.Status, _ reply: EncodedReply) -> Response {
        var response = json(status, reply.bytes)
        if reply.isCompressed { response.headers[.contentEncoding] = "gzip" }
        return response
    }

    /// A reply of JSON text that the server writes itself.
    static func json(_ status: HTTPResponse.Status, _ members: (inout JSONText) -> Void) -> Response {
        var text = JSONText()
        text.object(members)
        return json(status, text.bytes)
    }

    /// An error: the words as `{"error": ...}`, and as the reason phrase because CVAT drops the body of an error.
    static func error(_ error: RequestError, headers: HTTPFields = [:]) -> Response {
        var response = json(.init(code: error.status, reasonPhrase: error.reason)) { $0.member("error", error.reason) }
        response.headers.append(contentsOf: headers)
        return response
    }
}
