// SPDX-License-Identifier: Apache-2.0

internal import Logging

/// The settings a person may give, by the name of their flag: `--max-body` is `RIDGELINE_MAX_BODY` in the environment.
public enum Setting: String, CaseIterable, Sendable {
    /// Numeric address.
    case host
    /// Port number.
    case port
    /// Port number, or `off`.
    case processorPort = "processor-port"
    /// Port number, or `off`.
    case dashboardPort = "dashboard-port"
    /// Port number.
    case advertisePort = "advertise-port"
    /// Letters, digits, `-`, `_` and `.`.
    case name
    /// `http://HOST:PORT`, or `off`.
    case upstream
    /// A count.
    case workers
    /// A count.
    case queue
    /// A duration, 0s for none.
    case queueWait = "queue-wait"
    /// A duration, or `off`.
    case eventTimeout = "event-timeout"
    /// A size in bytes, or with `KiB`, `MiB`, `GiB`.
    case maxBody = "max-body"
    /// A duration.
    case readTimeout = "read-timeout"
    /// A duration.
    case stallTimeout = "stall-timeout"
    /// A duration.
    case idleTimeout = "idle-timeout"
    /// A count.
    case maxConnections = "max-connections"
    /// A duration.
    case stopTimeout = "stop-timeout"
    /// `auto` or `off`.
    case gzip
    /// `trace`, `debug`, `info`, `notice`, `warning`, `error` or `critical`.
    case logLevel = "log-level"

    /// The variable of the environment that gives it.
    public var variable: String { Self.variable(ofOption: rawValue) }

    /// The variable of the environment that gives what the option of a name, without its dashes in front, gives.
    package static func variable(ofOption name: String) -> String {
        "RIDGELINE_" + String(name.uppercased().map { $0 == "-" ? "_" : $0 })
    }
}

/// A setting whose text can't be understood.
public struct SettingError: Error, CustomStringConvertible, Hashable {
    /// What was wrong and what is accepted.
    public let description: String
}

extension ServerConfiguration {
    /// Takes over each setting that is a variable of `environment`.
    public mutating func apply(environment: [String: String]) throws(SettingError) {
        for setting in Setting.allCases {
            guard let text = environment[setting.variable], !text.isEmpty else { continue }
            if setting == .port && Self.isServiceLink(text) { continue }
            try apply(setting, text, from: setting.variable)
        }
    }

    /// Beside a service named "ridgeline" Kubernetes sets `RIDGELINE_PORT` to that one's address: no setting of ours.
    private static func isServiceLink(_ text: String) -> Bool {
        ["tcp://", "udp://", "sctp://"].contains { text.hasPrefix($0) }
    }

    /// Takes over one setting; `source` is how the person named it.
    public mutating func apply(_ setting: Setting, _ text: String, from source: String) throws(SettingError) {
        let value = SettingText(text: text, source: source)
        switch setting {
        case .host: host = try value.address()
        case .port: port = try value.port()
        case .processorPort: processorPort = try value.isOff ? nil : value.port()
        case .dashboardPort: dashboardPort = try value.isOff ? nil : value.port()
        case .advertisePort: advertisedPort = try value.port()
        case .name: functionName = try value.functionName()
        case .upstream: upstream = try value.isOff ? nil : value.upstream()
        case .workers: workers = try value.count(1...1024)
        case .queue: queueLimit = try value.count(0...1_000_000)
        case .queueWait: queueWait = try value.duration(orZero: true)
        case .eventTimeout: eventTimeout = try value.isOff ? nil : value.duration()
        case .maxBody: bodyLimit = try value.bytes()
        case .readTimeout: readTimeout = try value.duration()
        case .stallTimeout: stallTimeout = try value.duration()
        case .idleTimeout: idleTimeout = try value.duration()
        case .maxConnections: connectionLimit = try value.count(1...1_000_000)
        case .stopTimeout: stopTimeout = try value.duration()
        case .gzip: gzip = try value.oneOf(GzipPolicy.allCases)
        case .logLevel: logLevel = try value.oneOf(Logger.Level.allCases)
        }
    }
}
