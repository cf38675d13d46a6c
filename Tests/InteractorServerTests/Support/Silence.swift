// SPDX-License-Identifier: Apache-2.0

import InteractorServer
import Logging

extension Logger {
    /// A log that nobody reads.
    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}

extension InteractorServer {
    /// A server that says nothing in a log.
    static func silent(
        _ configuration: ServerConfiguration,
        onListening: @escaping @Sendable (String, Int) -> Void = { _, _ in },
        onStopTimeout: @escaping @Sendable () -> Void = {},
        handler: @escaping Handler
    ) -> InteractorServer {
        InteractorServer(
            configuration: configuration, logger: .silent, onListening: onListening, onStopTimeout: onStopTimeout,
            handler: handler)
    }
}
