// SPDX-License-Identifier: Apache-2.0

import Testing

/// What Docker and Nuclio read in the image's recipe.
@Suite("Dockerfile") struct DockerfileTests {
    /// An instruction with its continuation lines joined.
    struct Instruction {
        let name: Substring
        let value: Substring
    }

    static func instructions() throws -> [Instruction] {
        let lines = try PackageFile("Dockerfile").text().split(separator: "\n").filter { !$0.hasPrefix("#") }
        let joined = lines.joined(separator: "\n").replacing("\\\n", with: "").split(separator: "\n")
        return joined.map { line in
            let name = line.prefix { $0 != " " }
            return Instruction(name: name, value: line.dropFirst(name.count + 1))
        }
    }

    /// The instructions of the final image.
    static func final() throws -> [Instruction] {
        let all = try instructions()
        let start = try #require(all.lastIndex { $0.name == "FROM" })
        return Array(all[start...])
    }

    static func value(of name: String) throws -> Substring {
        try #require(try final().last { $0.name == name }).value
    }

    @Test("The final image begins from nothing, and the builder is a choice")
    func stages() throws {
        let stages = try Self.instructions().filter { $0.name == "FROM" }.map(\.value)
        #expect(stages == ["${SWIFT_IMAGE} AS build", "scratch"])
        #expect(try Self.instructions().contains { $0.name == "ARG" && $0.value.hasPrefix("SWIFT_IMAGE=") })
    }

    @Test("It runs as nobody in particular")
    func user() throws {
        #expect(try Self.value(of: "USER") == "10001:10001")
    }

    @Test("Nuclio's two ports, its health check without a shell, and a signal that ends it")
    func nuclio() throws {
        #expect(try Self.value(of: "EXPOSE") == "8080 8082")
        #expect(try Self.value(of: "HEALTHCHECK").hasSuffix(#"CMD ["/usr/local/bin/ridgeline", "healthcheck"]"#))
        #expect(try Self.value(of: "STOPSIGNAL") == "SIGTERM")
    }

    @Test("The entry point takes a command: serve, or what Nuclio appends")
    func entryPoint() throws {
        #expect(try Self.value(of: "ENTRYPOINT") == #"["/usr/local/bin/ridgeline"]"#)
        #expect(try Self.value(of: "CMD") == #"["serve"]"#)
        let environment = try Self.value(of: "ENV")
        for setting in ["RIDGELINE_HOST=0.0.0.0", "RIDGELINE_PORT=8080", "RIDGELINE_PROCESSOR_PORT=8082"] {
            #expect(environment.contains(setting))
        }
    }

    @Test("Labels say what it is and under which licence")
    func labels() throws {
        let labels = try Self.value(of: "LABEL")
        for label in ["title", "description", "version", "licenses"] {
            #expect(labels.contains("org.opencontainers.image.\(label)="))
        }
    }
}
