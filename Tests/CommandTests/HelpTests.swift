// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// What `--help` says.
@Suite struct HelpTests {
    private func readme() throws -> String {
        let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        return try String(contentsOf: package.appending(path: "README.md"), encoding: .utf8)
    }

    /// The options of a help text, with their defaults.
    private func defaults(in help: String) -> [String: String] {
        let text = help.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        // Up to the next option, which alone stands before its own name in brackets.
        let options = text.matches(of: /--([a-z-]+) <\1> (?:(?! --[a-z-]+ <).)*?\(default: ([^)]+)\)/)
        return Dictionary(uniqueKeysWithValues: options.map { (String($0.output.1), String($0.output.2)) })
    }

    @Test func theDefaultsAreThoseOfTheReadme() throws {
        let told = defaults(in: try Command.run(["serve", "--help"]).text)
        let rows = try readme().matches(of: /\n\| `--([a-z-]+)` \| `[A-Z_]+` \| ([^|]+) \|/)
        #expect(told.keys.sorted() == rows.map { String($0.output.1) }.sorted())
        for row in rows {
            let inHelp = try #require(told[String(row.output.1)])
            // The help may add when it is another.
            #expect(inHelp.hasPrefix(row.output.2.replacing("`", with: "")), "--\(row.output.1)")
        }
    }
}
