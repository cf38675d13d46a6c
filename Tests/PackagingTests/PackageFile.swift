// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import Yams

/// A file of this package, by its path from the package's folder.
struct PackageFile {
    let path: String

    init(_ path: String) {
        self.path = path
    }

    private var url: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: path)
    }

    var exists: Bool {
        FileManager.default.fileExists(atPath: url.path())
    }

    func text() throws -> String {
        try String(contentsOf: url, encoding: .utf8)
    }

    /// The first, or only, YAML document.
    func yaml() throws -> Node {
        try #require(try compose(yaml: text()))
    }

    /// All YAML documents.
    func documents() throws -> [Node] {
        try Array(compose_all(yaml: text()))
    }
}

extension Node {
    /// The node at the end of a path of mapping keys.
    func at(_ path: String...) throws -> Node {
        try path.reduce(self) { node, key in try #require(node[key], "no \(key) in \(path)") }
    }

    /// The keys and values of a mapping of scalars, in their order.
    var pairs: [(key: String, value: String)] {
        mapping?.map { (key: $0.key.string ?? "", value: $0.value.string ?? "") } ?? []
    }
}
