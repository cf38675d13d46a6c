// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes

/// Closes a connection so that the client still gets the whole reply.
///
/// - A reply that is made before the request came in (413, 404) says `Connection: close`; the rest of the request is
///   read and thrown away, up to a limit, since a client that is still sending when the connection is reset never
///   sees the reply: CVAT's annotator would get a 503 instead of the reason.
/// - What comes after something that is no HTTP is thrown away for a short while, for the same reason.
/// - A close that comes while a reply is being written waits for its end. Large replies take several writes, and
///   closing at once would cut them off.
final class LingeringCloseHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// How long a client that sent what is no HTTP may take to read the reply and to close.
    private static let farewell = TimeAmount.seconds(2)

    private let drainLimit: Int
    private var drained = 0
    private var requestsBegun = 0
    private var requestsRead = 0
    private var repliesBegun = 0
    /// Replies whose end was given to be written and isn't yet.
    private var unwritten = 0
    /// The request that asked for the connection to be closed after its reply.
    private var lastRequest: Int?
    private var isStopping = false
    /// Whether nothing more comes in, or nothing that is to be understood.
    private var isInputOver = false
    /// Whether bytes may still come in that nobody understands.
    private var isGarbled = false
    private var isTakingLeave = false
    /// Whether the reply begun last said `Connection: close`.
    private var isLast = false
    private var isAnswered = false
    private var isPostponed = false

    /// - Parameter drainLimit: Bytes of a request that are read on after it was answered.
    init(drainLimit: Int) {
        self.drainLimit = drainLimit
    }

    /// Whether the request of the reply begun last is still coming in.
    private var isEarly: Bool { requestsRead < repliesBegun && !isInputOver }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isLast && !isEarly { return }
        switch unwrapInboundIn(data) {
        case .head(let request):
            requestsBegun += 1
            if request.headerFields[.connection] == "close" { lastRequest = requestsBegun }
        case .body(let bytes):
            if isLast && isAnswered { return drain(bytes.readableBytes, context: context) }
        case .end:
            requestsRead += 1
        }
        context.fireChannelRead(data)
        closeIfDone(context: context)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if isTakingLeave { context.read() }
        context.fireChannelReadComplete()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent { isStopping = true }
        if case ChannelEvent.inputClosed = event {
            isGarbled = false
            endOfInput(context: context)
        }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.fireErrorCaught(error)
        if error is HTTPParserError { isGarbled = true }
        endOfInput(context: context)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head) where head.status.kind != .informational:
            repliesBegun += 1
            if isEarly || isStopping || repliesBegun == lastRequest || (isInputOver && repliesBegun >= requestsBegun) {
                head.headerFields[.connection] = "close"
            }
            isLast = head.headerFields[.connection] == "close"
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .end:
            let written = promise ?? context.eventLoop.makePromise()
            unwritten += 1
            isAnswered = isLast
            written.futureResult.assumeIsolated().whenComplete { [self] _ in
                unwritten -= 1
                closeIfDone(context: context)
            }
            context.write(data, promise: written)
        default:
            context.write(data, promise: promise)
        }
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard mode != .input, unwritten > 0 || (isAnswered && isEarly), context.channel.isActive else {
            return context.close(mode: mode, promise: promise)
        }
        isPostponed = true
        context.channel.closeFuture.cascade(to: promise)
    }

    private func drain(_ count: Int, context: ChannelHandlerContext) {
        drained += count
        if drained > drainLimit { endOfInput(context: context) }
    }

    private func endOfInput(context: ChannelHandlerContext) {
        isInputOver = true
        closeIfDone(context: context)
    }

    private func closeIfDone(context: ChannelHandlerContext) {
        guard isPostponed || isAnswered, unwritten == 0, !(isAnswered && isEarly) else { return }
        if isGarbled { takeLeave(context: context) } else { context.close(promise: nil) }
    }

    /// Closes our half and reads on, since nobody further in does so any more; the decoder throws away what comes.
    private func takeLeave(context: ChannelHandlerContext) {
        guard !isTakingLeave else { return }
        isTakingLeave = true
        context.close(mode: .output, promise: nil)
        context.read()
        context.eventLoop.assumeIsolated().scheduleTask(in: Self.farewell) { context.close(promise: nil) }
    }
}
