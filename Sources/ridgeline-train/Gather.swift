// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FoundationEssentials
import Raster
import Segmentation

/// Lets simulated annotators click on labelled objects and writes what the decisions were made from.
struct Gather: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Write examples for the learned decisions.")

    @Option(help: "List of objects: a line each, picture and mask separated by a tab.")
    var list: String
    @Option(help: "File of learned decisions to run with; none, or without the option: the hand-made rules.")
    var decisions: String?
    @Option(help: "Letters of the decisions to write examples for: E alone, or any of S, R, C, O, K.")
    var what: String
    @Option(help: "Clicks an object at most.")
    var clicks = 8
    @Option(help: "Regions of one decision at most.")
    var rows = 150
    @Flag(help: "Change the colours of every picture at random.")
    var recolour = false
    @Option(help: "Seed of everything that is drawn at random.")
    var seed: UInt64 = 1
    @Option(help: "Prefix of the files to write: PREFIX-R.bin and so on.")
    var out: String

    func validate() throws {
        guard !what.isEmpty else { throw ValidationError("--what names no decision; there are E, S, R, C, O, K") }
        if let unknown = what.first(where: { !"ESRCOK".contains($0) }) {
            throw ValidationError("--what: no decision has the letter \(unknown); there are E, S, R, C, O, K")
        }
        guard what == "E" || !what.contains("E") else {
            throw ValidationError("--what: examples for E are written alone, as nobody clicks for them")
        }
    }

    func run() throws {
        var files: [Character: ExampleFile] = [:]
        for letter in what { files[letter] = ExampleFile() }
        let segmenter = Segmenter(try loadDecisions(decisions))
        for (index, object) in try LabelledObject.list(list).enumerated() {
            var generator = SeededGenerator(seed: seed &* 1_000_003 &+ UInt64(index))
            let (wholePicture, wholeTruth) = try object.load()
            guard !wholeTruth.bounds.isEmpty else { continue }
            let rect = wholeTruth.randomRect(using: &generator)
            if what == "E" {
                let examples = Examples.edges(
                    of: wholePicture, in: rect, side: 384, wholeTruth, using: &generator)
                files["E"]?.append(examples, group: index)
                continue
            }
            let truth = wholeTruth.cropped(to: rect)
            guard truth.pixels.count(where: { $0 == 255 }) >= 60 else { continue }
            var picture = wholePicture.cropped(to: rect)
            if recolour { picture = Recolouring(using: &generator).applied(to: picture) }
            follow(picture, truth, segmenter, index, &generator, &files)
        }
        for (letter, file) in files { try file.write(to: "\(out)-\(letter).bin") }
    }

    /// One annotator on one object.
    private func follow(
        _ picture: Picture, _ truth: Truth, _ segmenter: Segmenter, _ group: Int, _ generator: inout SeededGenerator,
        _ files: inout [Character: ExampleFile]
    ) {
        let analysis = segmenter.analyse(picture)
        var simulator = ClickSimulator(truth)
        var prompts = Prompts()
        var mask = Mask(width: picture.width, height: picture.height)
        let style = generator.unit()
        if style < 0.3 { prompts.boxes = [randomBox(truth.bounds, using: &generator)] }
        var startsWithBoxAlone = style < 0.15
        for _ in 0..<clicks {
            if startsWithBoxAlone {
                startsWithBoxAlone = false
            } else {
                var jitter = generator.unit() < 0.6 ? generator : nil
                _ = generator.next()
                guard let click = simulator.next(on: mask, jitter: &jitter) else { break }
                let point = Point(x: Double(click.x) + 0.5, y: Double(click.y) + 0.5)
                if click.isPositive { prompts.positives.append(point) } else { prompts.negatives.append(point) }
                if prompts.positives.isEmpty && prompts.boxes.isEmpty { break }
            }
            var records: [SolveRecord] = []
            let segment = segmenter.segment(analysis, prompts) { records.append($0) }
            mask = segment.mask.fullFrame()
            let reached = overlap(mask, truth)
            for record in records {
                if files["S"] != nil { files["S"]?.append(Examples.scales(record, truth), group: group) }
                if files["O"] != nil { files["O"]?.append(Examples.candidates(record, truth), group: group) }
                let rounds: [(Character, Bool)] = [("R", false), ("C", true)]
                for (letter, secondRound) in rounds where files[letter] != nil {
                    let examples = Examples.regions(
                        record, secondRound: secondRound, truth, limit: rows, using: &generator)
                    files[letter]?.append(examples, group: group)
                }
            }
            files["K"]?.append([Float(segment.confidence)], target: reached, weight: 1, group: group)
            if reached > 0.97 { break }
        }
    }

    /// The object's box with each side off by up to 12 %, or exact.
    private func randomBox(_ bounds: PixelRect, using generator: inout SeededGenerator) -> Box {
        let isExact = generator.unit() < 0.4
        func off(_ length: Int) -> Double { isExact ? 0 : Double(length) * (0.24 * Double(generator.unit()) - 0.12) }
        return Box(
            Point(x: Double(bounds.x) + off(bounds.width), y: Double(bounds.y) + off(bounds.height)),
            Point(x: Double(bounds.maxX) + off(bounds.width), y: Double(bounds.maxY) + off(bounds.height)))
    }
}

/// Reads learned decisions from a file; the hand-made rules without one.
func loadDecisions(_ path: String?) throws -> Decisions {
    guard let path, path != "none" else { return .handTuned }
    return try Decisions(bytes: [UInt8](Data(contentsOf: URL(filePath: path))))
}

/// A table of examples in a file: "rows, columns" as 32-bit integers, then, as 32-bit floats, the features row after row,
/// the targets, the weights and the groups.
struct ExampleFile {
    private var count = 0
    private var columns = 0
    private var features: [Float] = []
    private var targets: [Float] = []
    private var weights: [Float] = []
    private var groups: [Float] = []

    mutating func append(_ row: [Float], target: Float, weight: Float, group: Int) {
        columns = row.count
        features += row
        targets.append(target)
        weights.append(weight)
        groups.append(Float(group))
        count += 1
    }

    mutating func append(_ examples: Examples, group: Int) {
        for index in examples.targets.indices {
            append(examples.rows[index], target: examples.targets[index], weight: examples.weights[index], group: group)
        }
    }

    func write(to path: String) throws {
        var data = Data()
        for number in [Int32(count), Int32(columns)] { withUnsafeBytes(of: number) { data.append(contentsOf: $0) } }
        for values in [features, targets, weights, groups] {
            values.withUnsafeBytes { data.append(contentsOf: $0) }
        }
        try data.write(to: URL(filePath: path))
    }
}
