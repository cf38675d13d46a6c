// SPDX-License-Identifier: Apache-2.0

import InteractorServer
import Testing

/// What the README promises of the executable.
@Suite("README") struct ReadmeTests {
    let readme = PackageFile("README.md")

    @Test("Every setting of the server is in its table, with its variable", arguments: Setting.allCases)
    func settings(setting: Setting) throws {
        #expect(try readme.text().contains("| `--\(setting.rawValue)` | `\(setting.variable)` |"))
    }

    @Test("The files and folders it points to are there")
    func links() throws {
        let links = try readme.text().matches(of: /\]\(([^)#]+)\)/).map { String($0.output.1) }
        let files = links.filter { !$0.hasPrefix("http") }
        #expect(files.count > 3)
        for file in files { #expect(PackageFile(file).exists, "\(file)") }
        let folders = try readme.text().matches(of: /`((?:Sources|Tests|scripts)\/[A-Za-z\/-]+)`/)
        for folder in folders { #expect(PackageFile(String(folder.output.1)).exists, "\(folder.output.1)") }
    }
}
