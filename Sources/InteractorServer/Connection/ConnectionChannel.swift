// SPDX-License-Identifier: Apache-2.0

internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes

/// One HTTP/1.1 connection: Hummingbird's own channel with the handlers that make it patient where CVAT needs it
/// and impatient where a client may not hold it up. From the socket inwards:
///
///     bytes <-> HTTP/1 parts -> is the client there <-> HTTPTypes parts, with the reason phrase
///       -> time-outs -> closing without losing a reply -> Expect: 100-continue -> words for what is no HTTP
///       -> Hummingbird
struct ConnectionChannel: ServerChildChannel, HTTPChannelHandler {
    typealias Value = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

    /// Largest block of header lines; a request of CVAT has less than one KiB.
    static let headerLimit = 64 << 10

    let responder: Responder
    let configuration: ServerConfiguration
    /// Of the server; what Hummingbird passes on is its own.
    let serverLogger: Logger

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            var limits = NIOHTTPDecoderLimitConfiguration()
            limits.maxHeaderFieldSize = Self.headerLimit
            limits.maxHeaderListSize = Self.headerLimit
            let pipeline = channel.pipeline.syncOperations
            try pipeline.configureHTTPServerPipeline(
                withPipeliningAssistance: false,  // Hummingbird answers one request after the other
                withErrorHandling: false,  // and what is no HTTP in its turn
                withOutboundHeaderValidation: false,  // HTTPTypes holds no invalid ones
                withEncoderConfiguration: .init(),
                withDecoderLimitConfiguration: limits)
            try pipeline.addHandler(ClientPresenceHandler(address: channel.remoteAddress))
            try pipeline.addHandler(HTTPPartCodec())
            try pipeline.addHandler(
                TransferDeadlineHandler(
                    whole: .init(configuration.readTimeout), stall: .init(configuration.stallTimeout)))
            try pipeline.addHandler(LingeringCloseHandler(drainLimit: 4 * configuration.bodyLimit))
            try pipeline.addHandler(ExpectContinueHandler(bodyLimit: configuration.bodyLimit))
            try pipeline.addHandler(MalformedRequestHandler(logger: serverLogger))
            try pipeline.addHandler(
                HTTPConnectionStateHandler(idleTimeout: configuration.idleTimeout, logger: logger))
            return try NIOAsyncChannel(
                wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
        }
    }

    func handle(value: Value, logger: Logger) async {
        await withTaskExecutorPreference(LoopExecutor(value.channel.eventLoop)) {
            await handleHTTP(asyncChannel: value, logger: logger)
        }
    }
}

extension ConnectionChannel {
    /// The presence of the client at the other end of a channel that was set up here.
    static func presence(of channel: any Channel) async -> ClientPresence? {
        try? await channel.eventLoop.submit {
            try channel.pipeline.syncOperations.handler(type: ClientPresenceHandler.self).presence
        }.get()
    }
}
