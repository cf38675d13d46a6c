// SPDX-License-Identifier: Apache-2.0

/// The small decisions that are learned from examples; each may be missing, and then a hand-made rule stands in.
public struct Decisions: Sendable {
    /// How likely a boundary between two basins is an object boundary.
    var edge: TreeEnsemble?
    /// How well a node of the region tree overlaps the clicked object.
    var scale: TreeEnsemble?
    /// Whether a region belongs to the object, at first sight.
    var region: TreeEnsemble?
    /// Whether a region belongs to the object, with the first answer in sight; for corrections and boxes.
    var context: TreeEnsemble?
    /// How well a set of regions overlaps the object at a first click.
    var candidate: TreeEnsemble?
    /// From expected overlap to confidence: the values at 0, 1/n, ..., 1.
    var calibration: [Float] = []

    /// No learned decision: everything by hand-made rules.
    public static let handTuned = Decisions()

    private init() {}

    /// Reads decisions from the bytes that `scripts/train` writes: "RDGL", a version, then sections of a letter, a length
    /// in four bytes and that many bytes.
    public init(bytes: [UInt8]) throws(ModelError) {
        var sections = try SectionReader(bytes)
        while let (letter, content) = try sections.next() {
            var section = content
            switch letter {
            case "E": edge = try Self.ensemble(&section, EdgeFeature.allCases.count)
            case "S": scale = try Self.ensemble(&section, NodeFeature.allCases.count)
            case "R": region = try Self.ensemble(&section, RegionFeatures.columnNames.count)
            case "C":
                context = try Self.ensemble(
                    &section, RegionFeatures.columnNames.count + ContextFeature.allCases.count)
            case "O": candidate = try Self.ensemble(&section, CandidateFeature.allCases.count)
            case "K":
                while !section.isAtEnd {
                    let value = try section.float()
                    guard value >= 0 && value <= 1 else { throw .malformed("the confidence \(value)") }
                    calibration.append(value)
                }
            default: break
            }
        }
    }

    private static func ensemble(_ reader: inout ByteReader, _ features: Int) throws(ModelError) -> TreeEnsemble {
        let ensemble = try TreeEnsemble(from: &reader)
        guard ensemble.featureCount == features else {
            throw .malformed("\(ensemble.featureCount) features where \(features) are computed")
        }
        return ensemble
    }

    /// Confidence 0...1 for an expected overlap, by linear interpolation of ``calibration``.
    func confidence(expectedOverlap: Float) -> Double {
        let overlap = expectedOverlap.clamped(to: 0...1)
        guard calibration.count >= 2 else { return Double(overlap) }
        let tap = LinearTap(position: overlap * Float(calibration.count - 1), count: calibration.count)
        return Double(tap.mix(calibration[tap.first], calibration[tap.second]))
    }
}

/// Reads the sections of learned decisions, or of what is written in the same form, one after the other.
struct SectionReader {
    private var reader: ByteReader

    /// Reads what comes before the sections.
    init(_ bytes: [UInt8]) throws(ModelError) {
        reader = ByteReader(bytes)
        guard try reader.take(4) == Array("RDGL".utf8) else { throw .malformed("the first bytes are not RDGL") }
        let version = try reader.byte()
        guard version == 1 else { throw .malformed("version \(version), not 1") }
    }

    /// The next section and its letter; nil after the last.
    mutating func next() throws(ModelError) -> (letter: UnicodeScalar, content: ByteReader)? {
        guard !reader.isAtEnd else { return nil }
        let letter = UnicodeScalar(try reader.byte())
        return (letter, ByteReader(try reader.take(Int(try reader.uint32()))))
    }
}
