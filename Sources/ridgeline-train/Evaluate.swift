// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FoundationEssentials
import ImageCodecs
import Raster
import Segmentation

/// Measures how many clicks simulated annotators need, in this process.
struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print, a line an object, the overlap after each click.")

    @Option(help: "List of objects: a line each, picture and mask separated by a tab.")
    var list: String
    @Option(help: "File of learned decisions to run with; none, or without the option: the hand-made rules.")
    var decisions: String?
    @Option(help: "Clicks an object at most.")
    var clicks = 10
    @Option(help: "Start from the object's box, each side off by up to this share of it.")
    var boxError: Double?
    @Flag(help: "Click anywhere in the deep part of an error, not at its deepest place.")
    var jitter = false
    @Option(help: "Length in pixels of the side of a square as large as a typical object, told with every click.")
    var objectSize: Double?
    @Option(help: "Seed of the jitter.")
    var seed: UInt64 = 1
    @Option(help: "Folder for pictures of the masks after 1, 2, 3 and 5 clicks; the truth is outlined in green.")
    var pictures: String?
    @Flag(help: "Print for each click also confidence, share of changed pixels outside of the error, and area.")
    var details = false

    func run() throws {
        let segmenter = Segmenter(try loadDecisions(decisions))
        if let pictures { try FileManager.default.createDirectory(atPath: pictures, withIntermediateDirectories: true) }
        for (index, object) in try LabelledObject.list(list).enumerated() {
            let (picture, truth) = try object.load()
            var jitterGenerator = jitter ? SeededGenerator(seed: seed &+ UInt64(index)) : nil
            var boxGenerator = SeededGenerator(seed: seed &+ UInt64(index))
            let analysis = segmenter.analyse(picture)
            var simulator = ClickSimulator(truth)
            var prompts = Prompts(typicalObjectSize: objectSize)
            var mask = Mask(width: picture.width, height: picture.height)
            var overlaps: [Float] = []
            var details: [String] = []
            if let boxError {
                prompts.boxes = [box(truth.bounds, boxError, &boxGenerator)]
                mask = segmenter.segment(analysis, prompts).mask.fullFrame()
                overlaps.append(overlap(mask, truth))
            }
            while overlaps.count < clicks {
                guard let click = simulator.next(on: mask, jitter: &jitterGenerator) else { break }
                let point = Point(x: Double(click.x), y: Double(click.y))
                if click.isPositive { prompts.positives.append(point) } else { prompts.negatives.append(point) }
                let before = mask
                let segment = segmenter.segment(analysis, prompts)
                mask = segment.mask.fullFrame()
                overlaps.append(overlap(mask, truth))
                if self.details {
                    let stray = strayShare(from: before, to: mask, error: simulator.errorRegion(at: click, of: before))
                    details.append("\(segment.confidence):\(stray):\(segment.mask.mask.area)")
                }
                let count = prompts.positives.count + prompts.negatives.count
                if let folder = pictures, [1, 2, 3, 5].contains(count) {
                    let file = "\(folder)/\(index)-\(count).png"
                    let png = encodePNG(overlay(picture.image, truth, mask, prompts))
                    try Data(png).write(to: URL(filePath: file))
                }
            }
            let name = object.maskPath.split(separator: "/").last ?? ""
            print(name, overlaps.map { "\($0)" }.joined(separator: " "))
            if self.details { print("#", details.joined(separator: " ")) }
        }
    }

    private func box(_ bounds: PixelRect, _ error: Double, _ generator: inout SeededGenerator) -> Box {
        func off(_ length: Int) -> Double { Double(length) * error * (2 * Double(generator.unit()) - 1) }
        return Box(
            Point(x: Double(bounds.x) + off(bounds.width), y: Double(bounds.y) + off(bounds.height)),
            Point(x: Double(bounds.maxX) + off(bounds.width), y: Double(bounds.maxY) + off(bounds.height)))
    }
}

/// Share of the pixels changed from one mask to the next that lie outside of `error`; 0 if none changed.
private func strayShare(from before: Mask, to after: Mask, error: [Bool]) -> Float {
    var changed = 0
    var stray = 0
    for pixel in error.indices where before.pixels[pixel] != after.pixels[pixel] {
        changed += 1
        if !error[pixel] { stray += 1 }
    }
    return changed == 0 ? 0 : Float(stray) / Float(changed)
}

/// The picture with the mask in red, the outline of the truth in green, and the clicks.
private func overlay(_ image: Image, _ truth: Truth, _ mask: Mask, _ prompts: Prompts) -> Image {
    var pixels = image.pixels
    func paint(_ pixel: Int, _ red: UInt8, _ green: UInt8, _ blue: UInt8) {
        pixels[3 * pixel] = red
        pixels[3 * pixel + 1] = green
        pixels[3 * pixel + 2] = blue
    }
    for index in mask.pixels.indices where mask.pixels[index] != 0 {
        pixels[3 * index] = UInt8((Int(pixels[3 * index]) + 255) / 2)
        pixels[3 * index + 1] /= 2
    }
    for y in 1..<image.height {
        for x in 1..<image.width {
            let index = y * image.width + x
            let isTrue = truth.pixels[index] == 255
            if isTrue != (truth.pixels[index - 1] == 255) || isTrue != (truth.pixels[index - image.width] == 255) {
                paint(index, 0, 255, 0)
            }
        }
    }
    for (points, isPositive) in [(prompts.positives, true), (prompts.negatives, false)] {
        for point in points {
            for y in max(0, Int(point.y) - 2)...min(image.height - 1, Int(point.y) + 2) {
                for x in max(0, Int(point.x) - 2)...min(image.width - 1, Int(point.x) + 2) {
                    paint(y * image.width + x, isPositive ? 0 : 255, isPositive ? 255 : 0, isPositive ? 255 : 0)
                }
            }
        }
    }
    return Image(width: image.width, height: image.height, pixels: pixels)
}
