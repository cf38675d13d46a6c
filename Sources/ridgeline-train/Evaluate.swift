// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Raster
import Segmentation

/// Measures how many clicks simulated annotators need, in this process.
struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print, a line an object, the overlap after each click.")

    @Option(help: "List of objects: a line each, picture and mask separated by a tab.")
    var list: String
    @Option(help: "Learned decisions to run with; none: the hand-made rules.")
    var decisions: String?
    @Option(help: "Clicks an object at most.")
    var clicks = 10
    @Option(help: "Start from the object's box, each side off by up to this share of it.")
    var boxError: Double?
    @Flag(help: "Click anywhere in the deep part of an error, not at its deepest place.")
    var jitter = false
    @Option(help: "Seed of the jitter.")
    var seed: UInt64 = 1

    func run() throws {
        let segmenter = Segmenter(try loadDecisions(decisions))
        for (index, object) in try LabelledObject.list(list).enumerated() {
            let (image, truth) = try object.load()
            var jitterGenerator = jitter ? SeededGenerator(seed: seed &+ UInt64(index)) : nil
            var boxGenerator = SeededGenerator(seed: seed &+ UInt64(index))
            let analysis = segmenter.analyse(image)
            var simulator = ClickSimulator(truth)
            var prompts = Prompts()
            var mask = Mask(width: image.width, height: image.height)
            var overlaps: [Float] = []
            if let boxError {
                prompts.boxes = [box(truth.bounds, boxError, &boxGenerator)]
                mask = segmenter.segment(analysis, prompts).mask.fullFrame()
                overlaps.append(overlap(mask, truth))
            }
            while overlaps.count < clicks {
                guard let click = simulator.next(on: mask, jitter: &jitterGenerator) else { break }
                let point = Point(x: Double(click.x), y: Double(click.y))
                if click.isPositive { prompts.positives.append(point) } else { prompts.negatives.append(point) }
                mask = segmenter.segment(analysis, prompts).mask.fullFrame()
                overlaps.append(overlap(mask, truth))
            }
            let name = object.maskPath.split(separator: "/").last ?? ""
            print(name, overlaps.map { "\($0)" }.joined(separator: " "))
        }
    }

    private func box(_ bounds: PixelRect, _ error: Double, _ generator: inout SeededGenerator) -> Box {
        func off(_ length: Int) -> Double { Double(length) * error * (2 * Double(generator.unit()) - 1) }
        return Box(
            Point(x: Double(bounds.x) + off(bounds.width), y: Double(bounds.y) + off(bounds.height)),
            Point(x: Double(bounds.maxX) + off(bounds.width), y: Double(bounds.maxY) + off(bounds.height)))
    }
}
