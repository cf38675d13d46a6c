// SPDX-License-Identifier: Apache-2.0

import Interactor
import Testing
import Yams

/// The three ways to become a function of Nuclio, each a file of its own that says the same of the function.
@Suite("Function files") struct FunctionFileTests {
    static let prebuilt = PackageFile("function.yaml")
    static let built = PackageFile("scripts/nuclio-build/function.yaml")
    static let shell = PackageFile("scripts/nuclio-shell/function-shell.yaml")
    static let all = [prebuilt.path, built.path, shell.path]

    let function = FunctionDescription.ridgeline

    @Test("The file says of the function what the executable says of itself", arguments: all)
    func annotations(path: String) throws {
        let file = try PackageFile(path).yaml()
        #expect(try file.at("metadata", "name").string == function.id)
        #expect(try file.at("spec", "description").string == function.summary)
        let annotations = try file.at("metadata", "annotations").pairs
        #expect(annotations.map(\.key) == function.annotations.map(\.key))
        #expect(annotations.map(\.value) == function.annotations.map(\.value))
    }

    @Test("Annotations are text for every reader of YAML, and none that a false would make true", arguments: all)
    func annotationsAreQuoted(path: String) throws {
        let annotations = try #require(try PackageFile(path).yaml().at("metadata", "annotations").mapping)
        for (key, value) in annotations {
            #expect(value.scalar?.style == .doubleQuoted, "\(key.string ?? "") must be quoted")
        }
        #expect(annotations["startswith_box"] == nil)
    }

    @Test("Nuclio puts the record into a shell command between apostrophes", arguments: all)
    func noApostrophe(path: String) throws {
        let file = try PackageFile(path).yaml()
        let texts = try file.at("metadata", "annotations").pairs.map(\.value) + [function.summary]
        #expect(texts.allSatisfy { !$0.contains("'") && !$0.contains("\n") })
        #expect(file["spec"]?["env"] == nil)
    }

    @Test("CVAT finds it: project cvat, namespace nuclio, a port that stays", arguments: all)
    func registration(path: String) throws {
        let file = try PackageFile(path).yaml()
        #expect(try file.at("metadata", "labels", "nuclio.io/project-name").string == "cvat")
        #expect(try file.at("metadata", "namespace").string == "nuclio")
        let attributes = try file.at("spec", "triggers", "myHttpTrigger", "attributes")
        #expect(try attributes.at("port").int == 32001)
        #expect(try attributes.at("maxRequestBodySize").int == 64 << 20)
        #expect(try file.at("spec", "platform", "attributes", "restartPolicy", "name").string == "always")
    }

    @Test("There are as many workers as processors", arguments: all)
    func workers(path: String) throws {
        let spec = try PackageFile(path).yaml().at("spec")
        let workers = try #require(try spec.at("triggers", "myHttpTrigger", "numWorkers").int)
        #expect(try spec.at("resources", "limits", "cpu").string == "\(workers)")
    }

    @Test("The prebuilt one gives Nuclio nothing to build")
    func prebuiltImage() throws {
        let spec = try Self.prebuilt.yaml().at("spec")
        #expect(try spec.at("image").string == "ridgeline:0.1.0")
        #expect(try spec.at("imagePullPolicy").string == "IfNotPresent")
        #expect(try spec.at("build").pairs.map(\.key) == ["codeEntryType"])
    }

    @Test("The built one keeps our entry point and needs no shell")
    func builtImage() throws {
        let spec = try Self.built.yaml().at("spec")
        #expect(spec["image"] == nil)
        #expect(try spec.at("build", "baseImage").string == Self.prebuilt.yaml().at("spec", "image").string)
        let directives = try #require(try spec.at("build", "directives", "postCopy").sequence)
        let kinds = directives.compactMap { $0["kind"]?.string }
        #expect(kinds == ["HEALTHCHECK", "ENTRYPOINT"])
        for directive in directives {
            let value = try directive.at("value").string ?? ""
            #expect(value.hasSuffix("]"), "exec form: \(value)")
        }
    }

    @Test("The shell one goes through a script that hands over to ridgeline and keeps its errors out of the reply")
    func shellHandler() throws {
        let spec = try Self.shell.yaml().at("spec")
        #expect(try spec.at("handler").string == "interactor.sh")
        #expect(try spec.at("runtimeAttributes", "responseHeaders", "Content-Type").string == "application/json")
        let lines = try PackageFile("scripts/nuclio-shell/interactor.sh").text().split(separator: "\n")
        let code = lines.filter { !$0.hasPrefix("#") }
        #expect(lines.first == "#!/bin/sh")
        #expect(code.filter { $0.contains("invoke") }.allSatisfy { $0.contains("exec ") && $0.contains("2>/") })
        #expect(!code.contains { $0.contains("$@") || $0.contains("$*") })
    }
}
