// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes
internal import NIOHTTPTypesHTTP1

/// Turns SwiftNIO's HTTP/1 parts into those of HTTPTypes and back, as `HTTP1ToHTTPServerCodec` does, but keeps the
/// reason phrase of an error: CVAT shows an annotator nothing else of it, and SwiftNIO's status type drops the words
/// given for a status that it knows.
final class HTTPPartCodec: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            guard var request = try? HTTPRequest(head, secure: false, splitCookie: false) else {
                return context.fireErrorCaught(HTTPParserError.invalidURL)
            }
            if isLast(head) { request.headerFields[.connection] = "close" }
            context.fireChannelRead(wrapInboundOut(.head(request)))
        case .body(let body):
            context.fireChannelRead(wrapInboundOut(.body(body)))
        case .end(let trailers):
            context.fireChannelRead(wrapInboundOut(.end(trailers.map { HTTPFields($0, splitCookie: false) })))
        }
    }

    /// Whether no further request comes on this connection. The version is lost here, and with it what HTTP/1.0 means;
    /// and after a request that asks for another protocol SwiftNIO's decoder reads nothing more, though it is
    /// answered in this one.
    private func isLast(_ head: HTTPRequestHead) -> Bool {
        !head.isKeepAlive || head.version.minor == 0 || head.method == .CONNECT
            || head.headers.contains(name: "Upgrade")
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let part: HTTPServerResponsePart
        switch unwrapOutboundIn(data) {
        case .head(let response):
            var head = HTTPResponseHead(response)
            let words = response.status.reasonPhrase
            if response.status.code >= 400, !words.isEmpty {
                head.status = .custom(code: UInt(response.status.code), reasonPhrase: words)
            }
            part = .head(head)
        case .body(let body):
            part = .body(.byteBuffer(body))
        case .end(let trailers):
            part = .end(trailers.map { HTTPHeaders($0) })
        }
        context.write(wrapOutboundOut(part), promise: promise)
    }
}
