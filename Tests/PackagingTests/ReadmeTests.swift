// SPDX-License-Identifier: Apache-2.0

import Interactor
import InteractorServer
import Testing

/// What the README promises of the executable.
@Suite("README") struct ReadmeTests {
    let readme = PackageFile("README.md")

    @Test("Every setting of the server is in its table, with its variable", arguments: Setting.allCases)
    func settings(setting: Setting) throws {
        #expect(try readme.text().contains("| `--\(setting.rawValue)` | `\(setting.variable)` |"))
    }

    /// The rows of the table of settings: the name of the option and its default.
    private func defaults() throws -> [String: String] {
        let rows = try readme.text().matches(of: /\n\| `--([a-z-]+)` \| `[A-Z_]+` \| ([^|]+) \|/)
        return Dictionary(uniqueKeysWithValues: rows.map { (String($0.output.1), String($0.output.2)) })
    }

    @Test("The defaults of the server in its table are those of the code", arguments: Setting.allCases)
    func serverDefaults(setting: Setting) throws {
        let text = try #require(try defaults()[setting.rawValue])
        var configuration = ServerConfiguration(workers: 3)
        switch setting {
        case .advertisePort:
            #expect(text == "that of `--port`" && configuration.advertisedPort == nil)
        case .workers:
            #expect(text == "one a core" && configuration.workers == 3)
        default:
            // To set what is the default changes nothing.
            let usual = String(reflecting: configuration)
            try configuration.apply(setting, text, from: "README")
            #expect(String(reflecting: configuration) == usual)
        }
    }

    @Test("The other defaults in its table are those of the code")
    func interactorDefaults() throws {
        let usual = InteractorConfiguration()
        var rest = try defaults()
        for setting in Setting.allCases { rest[setting.rawValue] = nil }
        #expect(
            rest == [
                "processor-config": ProcessorFile.usualPath, "reply": usual.replyForm.rawValue,
                "cache-mb": "\(usual.cacheBytes >> 20)", "max-megapixels": "\(usual.maxPixels / 1_000_000)",
                "object-size": usual.typicalObjectSize.map { "\($0)" } ?? "unknown",
                "decisions": "built in",
            ])
    }

    @Test("The files and folders it points to are there")
    func links() throws {
        let links = try readme.text().matches(of: /\]\(([^)#]+)(?:#[^)]*)?\)/).map { String($0.output.1) }
        let files = links.filter { !$0.hasPrefix("http") }
        #expect(files.count > 3)
        for file in files { #expect(PackageFile(file).exists, "\(file)") }
        let folders = try readme.text().matches(of: /`((?:Sources|Tests|scripts)\/[A-Za-z\/-]+)`/)
        for folder in folders { #expect(PackageFile(String(folder.output.1)).exists, "\(folder.output.1)") }
    }
}
