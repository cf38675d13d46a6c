// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// `ridgeline serve` in a process of its own, on a free port.
final class RunningServer {
    /// What is read of a line of its log.
    private struct Line: Decodable {
        struct Details: Decodable { let port: Int }
        let name: String
        let with: Details
    }

    let port: Int
    /// The name of the function.
    let name: String
    private let process: Process

    /// Returns once it listens; it has nothing in its environment but `settings`.
    init(_ arguments: [String] = [], settings: [String: String] = [:]) throws {
        let output = Pipe()
        let process = Process()
        process.executableURL = Command.executable
        process.arguments = ["serve", "--port", "0"] + arguments
        process.environment = settings
        process.standardOutput = output
        try process.run()
        do {
            let line = try Self.firstLine(of: output)
            (port, name) = (line.with.port, line.name)
        } catch {
            process.terminate()
            process.waitUntilExit()
            throw error
        }
        self.process = process
    }

    private static func firstLine(of output: Pipe) throws -> Line {
        var text = Data()
        while !text.contains(UInt8(ascii: "\n")), case let part = output.fileHandleForReading.availableData,
            !part.isEmpty
        {
            text += part
        }
        let line = try #require(text.split(separator: UInt8(ascii: "\n")).first, "it ended before it listened")
        return try JSONDecoder().decode(Line.self, from: line)
    }

    deinit { stop() }

    /// Ends it.
    func stop() {
        process.terminate()
        process.waitUntilExit()
    }
}
