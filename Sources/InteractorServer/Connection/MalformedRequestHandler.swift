// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import Hummingbird
internal import Interactor
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes

/// Gives the reply to what is not HTTP, or has too large headers, the form of all other errors, and a line in the log.
///
/// Hummingbird answers it in its turn, after the requests that came before it, but with an empty 400. It is known here
/// by being the reply to no request.
final class MalformedRequestHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let logger: Logger
    /// Requests whose reply wasn't begun.
    private var unanswered = 0
    private var error: HTTPParserError?

    init(logger: Logger) {
        self.logger = logger
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .head = unwrapInboundIn(data) { unanswered += 1 }
        context.fireChannelRead(data)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        self.error = self.error ?? error as? HTTPParserError
        context.fireErrorCaught(error)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .head(let head) = unwrapOutboundIn(data), head.status.kind != .informational else {
            return context.write(data, promise: promise)
        }
        if unanswered == 0, let error {
            let error = RequestError(error)
            logger.info(
                "Malformed request",
                metadata: ["status": .stringConvertible(error.status), "reason": .string(error.reason)])
            write(error, context: context, promise: promise)
        } else {
            unanswered -= 1
            context.write(data, promise: promise)
        }
    }

    /// Writes the beginning and the body of a reply; Hummingbird writes its end.
    private func write(_ error: RequestError, context: ChannelHandlerContext, promise: EventLoopPromise<Void>?) {
        context.write(wrapOutboundOut(.head(Response.error(error).head)), promise: nil)
        context.write(wrapOutboundOut(.body(ByteBuffer(bytes: JSONWriter.error(error)))), promise: promise)
    }
}
