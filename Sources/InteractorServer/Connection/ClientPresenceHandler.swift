// SPDX-License-Identifier: Apache-2.0

internal import NIOCore
internal import NIOHTTP1

/// Notices that the client left.
///
/// A client that closes the connection and one that closes only its sending half, to wait for the reply, look the same
/// at first. What tells them apart is to send something: the system of one that left resets the connection then. An
/// interim reply may be sent at any time before the reply, and every client of HTTP/1.1 passes over it (RFC 9110,
/// 15.2). HTTP/1.0 has none, and there a client that closes its half counts as gone: proxies speak it, too, and they
/// close both.
final class ClientPresenceHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// Before the first inquiry: most replies are there by then, and a simple client that closes its half sees only that.
    private static let patience = TimeAmount.milliseconds(100)
    /// How often a client is asked whether it is there. A proxy that passes on bytes without understanding them still
    /// takes the first for a client that left, and breaks off at a later one.
    private static let inquiries = 4
    private static let pause = TimeAmount.seconds(1)

    let presence: ClientPresence
    /// Requests whose reply wasn't begun.
    private var unanswered = 0
    private var isReading = false
    private var isReplying = false
    private var takesInterimReplies = false

    init(address: SocketAddress?) {
        let text = address?.ipAddress ?? ""
        presence = ClientPresence(isLocal: ["127.", "::1", "::ffff:127."].contains { text.hasPrefix($0) })
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            unanswered += 1
            isReading = true
            takesInterimReplies = head.version.minor > 0
        case .body: break
        case .end: isReading = false
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head) where head.status.code >= 200:
            unanswered -= 1
            isReplying = true
        case .end: isReplying = false
        default: break
        }
        context.write(data, promise: promise)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event {
            if mayBeWaiting { inquire(Self.inquiries, in: Self.patience, context: context) } else { presence.leave() }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        presence.leave()
        context.fireChannelInactive()
    }

    /// Whether a client that sends nothing more may still wait for something.
    private var mayBeWaiting: Bool {
        !isReading && (isReplying || (unanswered > 0 && takesInterimReplies))
    }

    private func inquire(_ count: Int, in delay: TimeAmount, context: ChannelHandlerContext) {
        context.eventLoop.assumeIsolated().scheduleTask(in: delay) { [self] in
            guard count > 0, unanswered > 0, takesInterimReplies, context.channel.isActive else { return }
            // A reply that is under way asks by itself.
            if !isReplying { sendInterimReply(context: context) }
            inquire(count - 1, in: Self.pause, context: context)
        }
    }

    private func sendInterimReply(context: ChannelHandlerContext) {
        let interim = HTTPResponseHead(version: .http1_1, status: .continue)
        context.writeAndFlush(wrapOutboundOut(.head(interim)), promise: nil)
    }
}
