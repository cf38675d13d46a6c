// SPDX-License-Identifier: Apache-2.0

import Foundation
import Logging

@testable import InteractorServer

/// A log that is kept, for a test to read.
struct RecordedLog {
    private let written = Shared<[[UInt8]]>([])

    var logger: Logger {
        Logger(label: "ridgeline") { [written] name in
            JSONLinesLog(name: name, level: .debug) { line in written.change { $0.append(line) } }
        }
    }

    /// Its lines, as they are written.
    var lines: [[UInt8]] { written.value }

    /// What its lines with a message say beside it.
    func details(of message: String) throws -> [[String: Any]] {
        try lines.compactMap { line in
            let object = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
            return object?["message"] as? String == message ? object?["with"] as? [String: Any] : nil
        }
    }
}
