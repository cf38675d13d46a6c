// SPDX-License-Identifier: Apache-2.0

/// Nuclio's settings of a function, as it gives them to the function's container.
public struct ProcessorFile: Sendable {
    /// Where Nuclio puts the file.
    public static let usualPath = "/etc/nuclio/config/processor/processor.yaml"

    private let yaml: BlockYAML

    /// The settings in the text of a `processor.yaml`.
    public init(_ text: String) {
        yaml = BlockYAML(text)
    }

    /// The keys of the trigger by which HTTP requests come; there is at most one.
    private var trigger: String? {
        yaml.scalars.first { scalar in
            scalar.path.count == 4 && scalar.path.prefix(2) == ["spec", "triggers"] && scalar.path[3] == "kind"
                && scalar.text == "http"
        }?.path[2]
    }

    fileprivate var settings: [(Setting, String)] {
        var found: [(Setting, String?)] = [
            (.name, yaml.text("metadata", "name")),
            (.eventTimeout, yaml.text("spec", "eventTimeout")),
            (.logLevel, yaml.text("spec", "loggerSinks", "0", "level").map { $0 == "warn" ? "warning" : $0 }),
        ]
        if let trigger {
            found += [
                // The name since Nuclio 1.13 and the one before.
                (.workers, text(trigger, "numWorkers") ?? text(trigger, "maxWorkers")),
                (.queueWait, text(trigger, "workerAvailabilityTimeoutMilliseconds").map { "\($0)ms" }),
                (.maxBody, yaml.text("spec", "triggers", trigger, "attributes", "maxRequestBodySize")),
            ]
        }
        return found.compactMap { setting, text in text.flatMap { $0.isEmpty ? nil : (setting, $0) } }
    }

    private func text(_ trigger: String, _ key: String) -> String? {
        yaml.text("spec", "triggers", trigger, key)
    }
}

extension ServerConfiguration {
    /// Takes over what Nuclio set for the function.
    public mutating func apply(_ file: ProcessorFile) throws(SettingError) {
        for (setting, text) in file.settings {
            try apply(setting, text, from: "processor.yaml: \(setting.rawValue)")
        }
    }
}
