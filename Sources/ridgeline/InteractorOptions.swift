// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Interactor
import InteractorServer
import Segmentation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The settings of the interactor, for every command that answers requests. What isn't given as an option is taken
/// from the environment, then from the defaults.
struct InteractorOptions: ParsableArguments {
    @Option(
        help: "How masks are written: auto, full, cropped or shapes (default: auto, what the caller understands).",
        transform: Self.replyForm)
    var reply: ReplyForm?

    @Option(help: "Memory for pictures kept for their next click, in MiB (default: 512, less in a small container).")
    var cacheMb: Int?

    @Option(help: "Largest picture that is decoded, in megapixels (default: 100).")
    var maxMegapixels: Int?

    @Option(help: "Side in pixels of a typical object; tells parts from wholes at the first click (default: unknown).")
    var objectSize: Double?

    @Option(help: "File of learned decisions, or none for hand-made rules (default: those built in).")
    var decisions: String?

    private static func replyForm(_ text: String) throws -> ReplyForm {
        guard let form = ReplyForm(rawValue: text) else { throw ValidationError("'\(text)' is no form of replies") }
        return form
    }

    func validate() throws {
        for count in [cacheMb, maxMegapixels].compactMap({ $0 }) where InteractorConfiguration.count("\(count)") == nil
        {
            throw ValidationError("\(count) is out of range")
        }
        if let objectSize, InteractorConfiguration.size("\(objectSize)") == nil {
            throw ValidationError("\(objectSize) is no size of objects")
        }
    }

    /// The settings that hold.
    func configuration() throws -> InteractorConfiguration {
        var configuration = try InteractorConfiguration.fromEnvironment()
        if let reply { configuration.replyForm = reply }
        if let cacheMb { configuration.cacheBytes = cacheMb << 20 }
        if let maxMegapixels { configuration.maxPixels = maxMegapixels * 1_000_000 }
        if let objectSize { configuration.typicalObjectSize = objectSize }
        if let decisions { configuration.decisions = try InteractorConfiguration.decisions(decisions) }
        return configuration
    }
}

extension InteractorConfiguration {
    /// The settings that `RIDGELINE_REPLY`, `RIDGELINE_CACHE_MB`, `RIDGELINE_MAX_MEGAPIXELS`, `RIDGELINE_OBJECT_SIZE`
    /// and `RIDGELINE_DECISIONS` give.
    static func fromEnvironment() throws -> InteractorConfiguration {
        var configuration = InteractorConfiguration(cores: sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        if let limit = MemoryLimit.container {
            configuration.cacheBytes = min(configuration.cacheBytes, ServerConfiguration.half(ofSpare: limit))
        }
        if let form = try variable("RIDGELINE_REPLY", ReplyForm.init(rawValue:)) { configuration.replyForm = form }
        if let size = try variable("RIDGELINE_CACHE_MB", count) { configuration.cacheBytes = size << 20 }
        if let size = try variable("RIDGELINE_MAX_MEGAPIXELS", count) { configuration.maxPixels = size * 1_000_000 }
        configuration.typicalObjectSize = try variable("RIDGELINE_OBJECT_SIZE", size)
        if let name = try variable("RIDGELINE_DECISIONS", { $0 }) { configuration.decisions = try decisions(name) }
        return configuration
    }

    /// The decisions in a file, or the hand-made rules if its name is `none`.
    fileprivate static func decisions(_ name: String) throws -> Decisions {
        guard name != "none" else { return .handTuned }
        do {
            return try Decisions(bytes: Files.contents(of: name))
        } catch let error as ModelError {
            throw ValidationError("\(name): \(error)")
        } catch let error as Files.Failure {
            throw ValidationError(error.reason)
        }
    }

    /// A length in pixels.
    fileprivate static func size(_ text: String) -> Double? {
        Double(text).flatMap { $0 > 0 && $0 <= 1_000_000 ? $0 : nil }
    }

    /// A number of MiB or megapixels, at most a million.
    fileprivate static func count(_ text: String) -> Int? {
        Int(text).flatMap { (0...1_000_000).contains($0) ? $0 : nil }
    }

    private static func variable<T>(_ name: String, _ parse: (String) -> T?) throws -> T? {
        guard let text = getenv(name).map({ String(cString: $0) }), !text.isEmpty else { return nil }
        guard let value = parse(text) else { throw ValidationError("\(name)=\(text) is not valid") }
        return value
    }
}
