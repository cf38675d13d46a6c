// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import NIOCore
internal import NIOHTTPTypes

/// Answers `Expect: 100-continue` at once. curl asks so before each body over 1 MB and waits a second for the answer.
///
/// A body over the limit is not asked for: the client gets the 413 instead and needn't send it.
final class ExpectContinueHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let bodyLimit: Int
    /// Requests read, or begun to be, whose reply isn't fully written. The answer to a pipelined request must not
    /// get into the reply to the one before.
    private var openRequests = 0
    private var isOwed = false

    init(bodyLimit: Int) {
        self.bodyLimit = bodyLimit
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let request):
            openRequests += 1
            isOwed = expectsContinue(request)
            answerIfTurn(context: context)
        case .body:
            isOwed = false
        case .end:
            isOwed = false
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let part = unwrapOutboundIn(data)
        if case .head = part, openRequests == 1 { isOwed = false }
        context.write(data, promise: promise)
        if case .end = part {
            openRequests -= 1
            answerIfTurn(context: context)
        }
    }

    private func expectsContinue(_ request: HTTPRequest) -> Bool {
        guard let expectation = request.headerFields[.expect], expectation.lowercased() == "100-continue" else {
            return false
        }
        return request.headerFields.announcedLength ?? 0 <= bodyLimit
    }

    private func answerIfTurn(context: ChannelHandlerContext) {
        guard isOwed, openRequests == 1 else { return }
        isOwed = false
        context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
    }
}
