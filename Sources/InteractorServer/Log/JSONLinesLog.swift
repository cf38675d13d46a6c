// SPDX-License-Identifier: Apache-2.0

public import Logging

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Writes each event as one line of JSON in the form that Nuclio reads from a function's standard output:
/// `{"time":1700000000000,"level":"info","name":"ridgeline","message":"...","with":{"status":200}}`.
struct JSONLinesLog: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info
    var metadataProvider: Logger.MetadataProvider?
    private let name: String
    private let write: @Sendable ([UInt8]) -> Void

    /// A log of the given name whose lines, each with its line feed, go to `write`.
    init(name: String, level: Logger.Level, write: @escaping @Sendable ([UInt8]) -> Void) {
        self.name = name
        self.logLevel = level
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let details = event.metadata.map { metadata.merging($0) { $1 } } ?? metadata
        var line = JSONWriter()
        line.object { line in
            line.member("time", number: Self.now())
            line.member("level", Self.nuclioName(event.level))
            line.member("name", name)
            line.member("message", event.message.description)
            if !details.isEmpty {
                line.member("with") { line in
                    line.object { line in
                        for (key, value) in details.sorted(by: { $0.key < $1.key }) {
                            line.member(key) { $0.value(value) }
                        }
                    }
                }
            }
        }
        write(line.bytes + [UInt8(ascii: "\n")])
    }

    /// Nuclio knows four levels.
    private static func nuclioName(_ level: Logger.Level) -> String {
        switch level {
        case .trace, .debug: "debug"
        case .info, .notice: "info"
        case .warning: "warn"
        case .error, .critical: "error"
        }
    }

    /// Milliseconds since 1970.
    private static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}

extension Logger {
    /// A logger whose events go to standard output as lines of JSON, written one after the other in the background.
    public static func jsonLines(name: String, level: Level) -> Logger {
        Logger(label: name) { JSONLinesLog(name: $0, level: level, write: LineWriter.standardOutput.append) }
    }

    /// Waits, for half a second at most, until what such loggers were told is written: before the process ends.
    public static func flushJSONLines() { LineWriter.standardOutput.flush(within: 500) }
}

extension JSONWriter {
    /// Numbers stay numbers, everything else becomes text.
    fileprivate mutating func value(_ value: Logger.MetadataValue) {
        switch value {
        case .stringConvertible(let number as Int): self.number(Int64(number))
        case .stringConvertible(let number as Int64): self.number(number)
        default: string(value.description)
        }
    }
}
