// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// `ridgeline serve`: where its settings come from.
@Suite struct ServeTests {
    /// A file of Nuclio's settings with the name of a function.
    private final class ProcessorFile {
        let url = FileManager.default.temporaryDirectory.appending(path: "ridgeline-\(UUID().uuidString).yaml")
        var path: String { url.path() }

        init(name: String) throws {
            try Data("metadata:\n  name: \(name)\n".utf8).write(to: url)
        }

        deinit { try? FileManager.default.removeItem(at: url) }
    }

    private func name(_ arguments: [String] = [], _ settings: [String: String] = [:]) throws -> String {
        let server = try RunningServer(arguments, settings: settings)
        defer { server.stop() }
        return server.name
    }

    @Test func `an option wins over its variable, that over Nuclio's file, and that over the default`() throws {
        let file = try ProcessorFile(name: "by-file")
        let option = ["--name", "by-option"]
        let variable = ["RIDGELINE_NAME": "by-variable"]
        let named = ["--processor-config", file.path]
        #expect(try name(option + named, variable) == "by-option")
        #expect(try name(named, variable) == "by-variable")
        #expect(try name(named) == "by-file")
        #expect(try name() == "ridgeline-watershed")
        #expect(try name(option) == "by-option")
        #expect(try name([], variable) == "by-variable")
        #expect(try name([], ["RIDGELINE_NAME": ""]) == "ridgeline-watershed", "empty is as if not there")
    }

    @Test func `the option for Nuclio's file wins over its variable`() throws {
        let (file, other) = (try ProcessorFile(name: "by-file"), try ProcessorFile(name: "by-other"))
        let settings = ["RIDGELINE_PROCESSOR_CONFIG": other.path]
        #expect(try name([], settings) == "by-other")
        #expect(try name(["--processor-config", file.path], settings) == "by-file")
    }

    @Test func `a wrong setting is refused by the name it was given under, wherever it comes from`() throws {
        let file = try ProcessorFile(name: "a b")
        let outcomes = try [
            ("--name", Command.run(["serve", "--name", "a b"])),
            ("RIDGELINE_NAME", Command.run(["serve"], settings: ["RIDGELINE_NAME": "a b"])),
            ("processor.yaml: name", Command.run(["serve", "--processor-config", file.path])),
        ]
        for (source, outcome) in outcomes {
            #expect(outcome.status == 64)
            #expect(outcome.errors.contains("\(source) is \"a b\" but must be"))
        }
    }
}
