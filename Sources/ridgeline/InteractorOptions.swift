// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Interactor
import InteractorServer
import Segmentation

/// The settings of the interactor, for every command that answers requests. What isn't given as an option is taken
/// from the environment, then from the defaults.
struct InteractorOptions: ParsableArguments {
    @Option(help: "How masks are written: auto, full, cropped or shapes (default: auto, what the caller understands).")
    var reply: String?

    @Option(help: "Memory for pictures kept for their next click, in MiB (default: 512, less in a small container).")
    var cacheMb: String?

    @Option(help: "Largest picture that is decoded, in megapixels (default: 100).")
    var maxMegapixels: String?

    @Option(help: "Side in pixels of a typical object; tells parts from wholes at the first click (default: unknown).")
    var objectSize: String?

    @Option(help: "File of learned decisions, or none for hand-made rules (default: built in).")
    var decisions: String?

    private var given: [(InteractorSetting, String?)] {
        [
            (.reply, reply), (.cacheMb, cacheMb), (.maxMegapixels, maxMegapixels), (.objectSize, objectSize),
            (.decisions, decisions),
        ]
    }

    /// The settings that hold.
    func configuration() throws -> InteractorConfiguration {
        var configuration = try InteractorConfiguration.fromEnvironment()
        for case (let setting, let text?) in given {
            try configuration.apply(setting, SettingText(text: text, source: "--\(setting.rawValue)"))
        }
        return configuration
    }
}

/// The settings of the interactor, by the name of their option.
enum InteractorSetting: String, CaseIterable {
    case reply
    case cacheMb = "cache-mb"
    case maxMegapixels = "max-megapixels"
    case objectSize = "object-size"
    case decisions
}

extension InteractorConfiguration {
    /// Pixels are numbered by 32 bits where a boundary is settled, and zlib counts the bytes of a reply, two a pixel, so.
    private static let mostMegapixels = 2000

    /// The settings that the environment gives, each as the variable of its option.
    static func fromEnvironment() throws -> InteractorConfiguration {
        var configuration = InteractorConfiguration(cores: AvailableCores.count)
        if let limit = MemoryLimit.container { configuration.fit(intoMemory: limit) }
        for setting in InteractorSetting.allCases {
            let variable = Setting.variable(ofOption: setting.rawValue)
            guard let text = Environment.value(of: variable) else { continue }
            try configuration.apply(setting, SettingText(text: text, source: variable))
        }
        return configuration
    }

    /// Takes over one setting.
    fileprivate mutating func apply(_ setting: InteractorSetting, _ value: SettingText) throws {
        do throws(SettingError) {
            switch setting {
            case .reply: replyForm = try value.oneOf(ReplyForm.allCases)
            case .cacheMb: cacheBytes = try value.count(0...1_000_000) << 20
            case .maxMegapixels: maxPixels = try value.count(1...Self.mostMegapixels) * 1_000_000
            case .objectSize: typicalObjectSize = try value.length()
            case .decisions: decisions = try Self.decisions(value)
            }
        } catch {
            throw ValidationError(error.description)
        }
    }

    /// The decisions in a file, or the hand-made rules if its name is `none`.
    private static func decisions(_ value: SettingText) throws(SettingError) -> Decisions {
        guard value.text != "none" else { return .handTuned }
        let wanted = "none or the path of learned decisions"
        do {
            return try Decisions(bytes: Files.contents(of: value.text))
        } catch let error as Files.Failure {
            throw value.refused("\(wanted): \(error.reason)")
        } catch {
            throw value.refused("\(wanted): \(error)")
        }
    }
}
