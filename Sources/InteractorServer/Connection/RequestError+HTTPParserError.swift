// SPDX-License-Identifier: Apache-2.0

internal import Interactor
internal import NIOHTTP1

extension RequestError {
    /// What SwiftNIO's decoder says of what came in.
    init(_ error: HTTPParserError) {
        switch error {
        case .headerOverflow:
            self.init(status: 431, reason: "The headers, or the first line, are too large or too many")
        case .unknown, .paused, .invalidInternalState:
            self.init(status: 400, reason: "The request is not valid HTTP")
        default:
            self.init(status: 400, reason: "The request is not valid HTTP: \(error)")
        }
    }
}
