// SPDX-License-Identifier: Apache-2.0

import Logging

extension Logger {
    /// A log that nobody reads.
    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}
