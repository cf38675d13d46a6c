// SPDX-License-Identifier: Apache-2.0

import ContractKit
import Foundation
import ImageCodecs
import Raster
import Testing

/// `ridgeline segment`: a picture file and points on the command line.
@Suite struct SegmentTests {
    /// A folder with the picture of a recorded request, which goes when the test does.
    private final class Folder {
        let url = FileManager.default.temporaryDirectory.appending(path: "ridgeline-\(UUID().uuidString)")
        var picture: String { url.appending(path: "picture").path() }
        let image: Image

        init() throws {
            let recording = try #require(try Recording.all().first { $0.name == "direct__prompt_1pos" })
            let object = try JSONSerialization.jsonObject(with: Data(recording.body)) as? [String: Any]
            let file = try #require((object?["image"] as? String).flatMap { Data(base64Encoded: $0) })
            image = try ImageDecoder().decode([UInt8](file))
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
            try file.write(to: URL(filePath: picture))
        }

        deinit { try? FileManager.default.removeItem(at: url) }
    }

    @Test func `tells size, area, confidence and polygon`() throws {
        let folder = try Folder()
        let outcome = try Command.run(["segment", folder.picture, "--positive", "30,28"])
        #expect(outcome.status == 0)
        #expect(outcome.errors == "")
        let lines = outcome.text.split(separator: "\n").map { $0.split(separator: " ")[0] }
        #expect(lines == ["picture", "area", "bounds", "confidence", "polygon"])
        #expect(outcome.text.hasPrefix("picture     320 x 240\n"))
    }

    @Test func `writes the same as JSON`() throws {
        struct Summary: Decodable {
            let size: [Int], area: Int, confidence: Double, bounds: [Int], polygon: [[Double]], runs: [Int]
        }
        let folder = try Folder()
        let outcome = try Command.run(
            ["segment", folder.picture, "--json", "--positive", "30,28", "--negative", "100,100", "5,5"])
        let summary = try JSONDecoder().decode(Summary.self, from: Data(outcome.output))
        #expect(summary.size == [320, 240])
        #expect(
            summary.runs.reduce(0, +) == (summary.bounds[2] - summary.bounds[0])
                * (summary.bounds[3] - summary.bounds[1]))
        #expect(summary.area == summary.runs.enumerated().reduce(0) { $0 + ($1.offset % 2) * $1.element })
        #expect((0...1).contains(summary.confidence))
        #expect(summary.polygon.count >= 3)
    }

    @Test func `draws the outline and the clicks on the picture`() throws {
        let folder = try Folder()
        let overlay = folder.url.appending(path: "overlay.png")
        let outcome = try Command.run(
            [
                "segment", folder.picture, "--positive", "30,28", "--negative", "200,150", "--box", "60,60,5,5",
                "--overlay", overlay.path(),
            ])
        #expect(outcome.status == 0)
        let drawn = try ImageDecoder().decode([UInt8](try Data(contentsOf: overlay)))
        #expect((drawn.width, drawn.height) == (320, 240))
        func colour(_ image: Image, _ x: Int, _ y: Int) -> [UInt8] {
            Array(image.pixels[(3 * (y * image.width + x))..<(3 * (y * image.width + x) + 3)])
        }
        #expect(colour(drawn, 30, 28) == [56, 176, 0], "the positive point is green")
        #expect(colour(drawn, 200, 150) == [229, 57, 53], "the negative point is red")
        #expect(colour(drawn, 60, 30) == [255, 255, 255], "the box is white")
        let difference = zip(colour(drawn, 300, 100), colour(folder.image, 300, 100)).map { abs(Int($0) - Int($1)) }
        #expect(difference.allSatisfy { $0 <= 2 }, "elsewhere the picture is as it was, but for rounding")
    }

    @Test func `takes the size of a typical object from the option or the variable`() throws {
        // A cap of radius 10 on a lid of radius 42: which of them is clicked only its size can tell.
        let pixels = (0..<160 * 120).flatMap { pixel -> [UInt8] in
            let (dx, dy) = (pixel % 160 - 80, pixel / 160 - 60)
            let squaredDistance = dx * dx + dy * dy
            return squaredDistance < 100 ? [230, 220, 60] : squaredDistance < 42 * 42 ? [180, 150, 50] : [40, 60, 90]
        }
        let folder = try Folder()
        let picture = folder.url.appending(path: "lid.png")
        try Data(encodePNG(Image(width: 160, height: 120, pixels: pixels))).write(to: picture)

        func area(_ option: [String], _ settings: [String: String] = [:]) throws -> Int {
            struct Summary: Decodable { let area: Int }
            let arguments = ["segment", picture.path(), "--positive", "80,60", "--json"] + option
            let outcome = try Command.run(arguments, settings: settings)
            return try JSONDecoder().decode(Summary.self, from: Data(outcome.output)).area
        }
        let cap = try area(["--object-size", "18"])
        let lid = try area(["--object-size", "74"])
        #expect(lid > 10 * cap)
        #expect(try area([], ["RIDGELINE_OBJECT_SIZE": "18"]) == cap)
        #expect(try area([], ["RIDGELINE_OBJECT_SIZE": "74"]) == lid)
        #expect(try area(["--object-size", "18"], ["RIDGELINE_OBJECT_SIZE": "74"]) == cap, "the option wins")
    }

    @Test func `says which file it can't use, and why`() throws {
        let folder = try Folder()
        let missing = try Command.run(["segment", "/nowhere.png", "--positive", "1,1"])
        #expect(missing.status == 66)
        #expect(missing.errors == "ridgeline: can't open /nowhere.png: No such file or directory\n")
        let text = folder.url.appending(path: "text.png")
        try Data("not a picture".utf8).write(to: text)
        let undecodable = try Command.run(["segment", text.path(), "--positive", "1,1"])
        #expect(undecodable.status == 65)
        #expect(undecodable.errors.contains("text.png") && undecodable.errors.contains("PNG"))
        let unwritable = try Command.run(
            ["segment", folder.picture, "--positive", "1,1", "--overlay", "/nowhere/overlay.png"])
        #expect(unwritable.status == 73)
    }

    @Test(arguments: [
        ["--positive", "1"], ["--positive", "1,2,3"], ["--positive", "a,b"], ["--positive", "nan,1"], [],
        ["--negative", "1,1"], ["--box", "1,2,3"], ["--box", "1,2,1,9"], ["--positive", "1,1", "--object-size", "0"],
    ])
    func `refuses arguments that say no object`(arguments: [String]) throws {
        let folder = try Folder()
        let outcome = try Command.run(["segment", folder.picture] + arguments)
        #expect(outcome.status == 64)
        #expect(outcome.output == [])
    }

    @Test func `tells its version`() throws {
        let outcome = try Command.run(["--version"])
        #expect(outcome.status == 0)
        #expect(outcome.text.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
    }
}
