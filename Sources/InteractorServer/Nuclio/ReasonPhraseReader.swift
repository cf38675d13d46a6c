// SPDX-License-Identifier: Apache-2.0

internal import NIOConcurrencyHelpers
internal import NIOCore

/// Reads the reason phrase off the bytes of a reply before SwiftNIO's decoder drops it: its status type has no words
/// of its own for a status that it knows.
final class ReasonPhraseReader: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private static let longestLine = 8 << 10

    private let words: NIOLockedValueBox<String?>
    private var line: [UInt8] = []
    /// Whether the lines are those of an informational reply, which may come before the one that is meant.
    private var isInInterimReply = false
    private var isDone = false

    /// - Parameter words: Is set to the phrase.
    init(_ words: NIOLockedValueBox<String?>) {
        self.words = words
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if !isDone { look(at: unwrapInboundIn(data).readableBytesView) }
        context.fireChannelRead(data)
    }

    private func look(at bytes: ByteBufferView) {
        var rest = bytes
        while !isDone, let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            line += rest[..<end]
            rest = rest[(end + 1)...]
            take()
        }
        guard !isDone else { return }
        line += rest
        isDone = line.count > Self.longestLine
    }

    /// Takes in the line that has ended.
    private func take() {
        defer { line = [] }
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        if isInInterimReply {
            isInInterimReply = !line.isEmpty
            return
        }
        let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
        isInInterimReply = parts.count > 1 && parts[1].first == UInt8(ascii: "1")
        isDone = !isInInterimReply
        guard isDone, parts.count == 3 else { return }
        let phrase = String(decoding: parts[2], as: UTF8.self)
        words.withLockedValue { $0 = phrase }
    }
}
