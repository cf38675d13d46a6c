// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import Hummingbird
internal import Interactor
internal import NIOCore
internal import NIOHTTP1

extension Request {
    /// The whole body in one piece of memory, each byte copied there once.
    ///
    /// Its size is taken from `memory`, to which the caller gives it back.
    ///
    /// - Throws: 413 if it is longer than `limit`, before any of it is read where the client said so; 408 if it
    ///   doesn't come in time; 400 if it is broken off; 503 if there is no memory for it.
    func wholeBody(limit: Int, memory: BodyMemory) async throws(RequestError) -> ByteBuffer {
        let announced = headers.announcedLength
        if let announced, announced > limit { throw .tooLarge(limit: limit) }
        var whole = ByteBuffer()
        var isComplete = false
        defer { if !isComplete { memory.giveBack(whole.readableBytes) } }
        if let announced { whole.reserveCapacity(announced) }
        do {
            for try await part in body {
                guard whole.readableBytes + part.readableBytes <= limit else {
                    throw RequestError.tooLarge(limit: limit)
                }
                guard memory.take(part.readableBytes) else {
                    throw RequestError(status: 503, reason: "Too many large requests at once, try again soon")
                }
                whole.writeImmutableBuffer(part)
            }
        } catch {
            throw RequestError(ofBody: error)
        }
        if let announced, whole.readableBytes < announced {
            throw RequestError(
                status: 400, reason: "The request broke off after \(whole.readableBytes) of \(announced) bytes")
        }
        isComplete = true
        return whole
    }
}

extension RequestError {
    /// Why a body could not be read to its end.
    init(ofBody error: any Error) {
        switch error {
        case let error as RequestError: self = error
        case is TransferTimedOut: self.init(status: 408, reason: "The request did not arrive in time")
        case let error as HTTPParserError: self.init(error)
        default: self.init(status: 400, reason: "The request broke off")
        }
    }

    fileprivate static func tooLarge(limit: Int) -> RequestError {
        RequestError(status: 413, reason: "The request is larger than the limit of \(limit) bytes")
    }
}
