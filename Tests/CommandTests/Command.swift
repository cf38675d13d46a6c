// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The built executable, run as a process of its own.
struct Command {
    /// Built beside the tests.
    static let executable = Bundle.main.executableURL?.deletingLastPathComponent().appending(path: "ridgeline")

    /// What became of a run.
    struct Outcome {
        let status: Int32
        let output: [UInt8]
        let errors: String

        var text: String { String(decoding: output, as: UTF8.self) }
    }

    /// Runs `ridgeline` with `arguments`, `input` on its standard input and nothing in its environment but `settings`.
    static func run(
        _ arguments: [String], input: [UInt8] = [], settings: [String: String] = [:]
    ) throws -> Outcome {
        let folder = FileManager.default.temporaryDirectory.appending(path: "ridgeline-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // Files, unlike pipes, never fill up and make both sides wait.
        let files = ["input", "output", "errors"].map { folder.appending(path: $0) }
        try Data(input).write(to: files[0])
        try Data().write(to: files[1])
        try Data().write(to: files[2])

        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.environment = settings
        process.standardInput = try FileHandle(forReadingFrom: files[0])
        process.standardOutput = try FileHandle(forWritingTo: files[1])
        process.standardError = try FileHandle(forWritingTo: files[2])
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus, output: [UInt8](try Data(contentsOf: files[1])),
            errors: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self))
    }
}
