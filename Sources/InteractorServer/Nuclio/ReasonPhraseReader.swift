// SPDX-License-Identifier: Apache-2.0

internal import NIOConcurrencyHelpers
internal import NIOCore

/// The reason phrase of the one reply that comes over a connection.
final class ReasonPhrase: Sendable {
    private let state = NIOLockedValueBox((words: nil as String?, isTimedOut: false))

    var words: String? {
        get { state.withLockedValue { $0.words } }
        set { state.withLockedValue { $0.words = newValue } }
    }

    /// Whether the connection was closed because the reply didn't come in time.
    var isTimedOut: Bool {
        get { state.withLockedValue { $0.isTimedOut } }
        set { state.withLockedValue { $0.isTimedOut = newValue } }
    }
}

/// Reads the reason phrase off the bytes of a reply before SwiftNIO's decoder drops it: its status type has no words
/// of its own for a status that it knows.
final class ReasonPhraseReader: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private static let longestLine = 8 << 10

    private let reason: ReasonPhrase
    private var line: [UInt8] = []
    private var isDone = false

    init(_ reason: ReasonPhrase) {
        self.reason = reason
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if !isDone { look(at: unwrapInboundIn(data).readableBytesView) }
        context.fireChannelRead(data)
    }

    private func look(at bytes: ByteBufferView) {
        let end = bytes.firstIndex(of: UInt8(ascii: "\n"))
        line += bytes[..<(end ?? bytes.endIndex)]
        isDone = end != nil || line.count > Self.longestLine
        guard end != nil else { return }
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
        // An informational reply comes before the one that is meant; nobody asks for one here.
        if parts.count == 3, parts[1].first != UInt8(ascii: "1") {
            reason.words = String(decoding: parts[2], as: UTF8.self)
        }
    }
}
