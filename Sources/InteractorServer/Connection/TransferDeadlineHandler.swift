// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import NIOCore
internal import NIOHTTPTypes

/// The request didn't come in within its time.
struct TransferTimedOut: Error {}

/// Gives up on a client that doesn't send its request, or take its reply, within a time.
///
/// A request that stays away ends the stream of its parts with ``TransferTimedOut``, so that the client can be told;
/// a reply that isn't taken ends the connection.
final class TransferDeadlineHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// For a client that was told of its time-out and still doesn't go.
    private static let grace = TimeAmount.seconds(5)

    private let whole: TimeAmount
    private let stall: TimeAmount
    /// When the request that is coming in has to be there at last, if there is one.
    private var requestDeadline: NIODeadline?
    private var lastPart = NIODeadline.now()
    private var replyDeadline: NIODeadline?
    /// Requests read, or begun to be, whose reply isn't fully written. A pipelined request waits for those before it,
    /// which is no fault of the client.
    private var openRequests = 0
    private var isReading = false
    private var wasTold = false
    private var timer: (deadline: NIODeadline, task: Scheduled<Void>)?

    /// - Parameters:
    ///   - whole: Time for a whole request, and for a whole reply.
    ///   - stall: Longest silence within a request, and before the first one of a connection.
    init(whole: TimeAmount, stall: TimeAmount) {
        self.whole = whole
        self.stall = stall
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { expectRequest(context: context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        expectRequest(context: context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.task.cancel()
        timer = nil
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            openRequests += 1
            isReading = true
            if openRequests == 1 { expectRequest(context: context) }
        case .body:
            lastPart = .now()
        case .end:
            isReading = false
            requestDeadline = nil
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head) where head.status.kind != .informational:
            replyDeadline = .now() + whole
            arm(context: context)
            context.write(data, promise: promise)
        case .end:
            let written = promise ?? context.eventLoop.makePromise()
            written.futureResult.assumeIsolated().whenComplete { [self] _ in
                replyDeadline = nil
                openRequests -= 1
                if isReading, openRequests == 1 { expectRequest(context: context) }
            }
            context.write(data, promise: written)
        default:
            context.write(data, promise: promise)
        }
    }

    private func expectRequest(context: ChannelHandlerContext) {
        lastPart = .now()
        requestDeadline = lastPart + whole
        arm(context: context)
    }

    private var nextDeadline: NIODeadline? {
        let request = requestDeadline.map { min($0, lastPart + stall) }
        return [request, replyDeadline].compactMap { $0 }.min()
    }

    private func arm(context: ChannelHandlerContext) {
        guard let deadline = nextDeadline else { return }
        // One that is due earlier looks again then what has become of it.
        if let timer, timer.deadline <= deadline { return }
        timer?.task.cancel()
        let task = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { [self] in
            timer = nil
            check(context: context)
        }
        timer = (deadline, task)
    }

    private func check(context: ChannelHandlerContext) {
        guard let deadline = nextDeadline, context.channel.isActive else { return }
        guard deadline <= .now() else { return arm(context: context) }
        if wasTold || requestDeadline == nil { return context.close(promise: nil) }
        wasTold = true
        context.fireErrorCaught(TransferTimedOut())
        requestDeadline = .now() + Self.grace
        lastPart = .now()
        arm(context: context)
    }
}
