// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Raster
import Synchronization
import Testing

@testable import Segmentation

@Suite("What helpers take part in comes out as without them")
struct HelpersTests {
    /// Pieces last first, and pieces on several threads.
    static let kinds: [(name: String, helpers: Helpers)] = [
        ("backwards", Helpers { count, piece in for index in (0..<count).reversed() { piece(index) } }),
        ("threads", Helpers { count, piece in DispatchQueue.concurrentPerform(iterations: count, execute: piece) }),
    ]

    @Test("Every row belongs to one band", arguments: [0, 1, 15, 16, 31, 32, 100, 4000])
    func bands(rows: Int) {
        for (name, helpers) in Self.kinds {
            let bands = Mutex<[Range<Int>]>([])
            helpers.bands(rows, least: 16) { band in bands.withLock { $0.append(band) } }
            let sorted = bands.withLock { $0.sorted { $0.lowerBound < $1.lowerBound } }
            #expect(sorted.first?.lowerBound == 0 && sorted.last?.upperBound == rows, "\(name)")
            #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound }, "\(name)")
            #expect(sorted.count == 1 || sorted.allSatisfy { $0.count >= 16 }, "\(name)")
        }
    }

    @Test("Nobody is asked where there is little to do")
    func little() {
        let helpers = Helpers { _, _ in Issue.record("asked") }
        helpers.bands(31, least: 16) { #expect($0 == 0..<31) }
    }

    @Test("Nobody is asked while all have other things to do")
    func busy() {
        let helpers = Helpers(while: { false }) { _, _ in Issue.record("asked") }
        let done = Mutex(0)
        helpers.perform(5) { piece in done.withLock { $0 += piece } }
        helpers.bands(100) { #expect($0 == 0..<100) }
        #expect(done.withLock { $0 } == 10)
    }

    @Test("An array has what was written for each of its rows")
    func array() {
        for (name, helpers) in Self.kinds {
            let array: [Int] = helpers.array(rows: 101, rowLength: 3) { rows, values in
                for index in values.indices { values[index] = 3 * rows.lowerBound + index }
            }
            #expect(array == Array(0..<303), "\(name)")
        }
    }

    @Test("Two results, each in its place")
    func both() {
        for (name, helpers) in Self.kinds + [("nobody", .none)] {
            let (number, word) = helpers.both {
                7
            } _: {
                "seven"
            }
            #expect(number == 7 && word == "seven", "\(name)")
        }
    }

    @Test("What may not be needed is worked out ahead only by whoever is free")
    func ahead() {
        for (name, helpers) in Self.kinds {
            let (number, word) = helpers.ahead({ 7 }, { "seven" })
            #expect(number == 7 && word == "seven", "\(name)")
        }
        let (number, word) = Helpers.none.ahead({ 7 }, { Issue.record("worked out") })
        #expect(number == 7 && word == nil)
    }

    @Test("The planes of a picture, to the bit", arguments: [1, 2, 4])
    func planes(step: Int) {
        let image = Image.scene(41, 64 * 3 * step - 3, seed: UInt64(step))
        func plane(_ helpers: Helpers) -> SampledPlane {
            SampledPlane(image, step: step, weights: SIMD3(128, -107, -21), offset: 128, helpers: helpers)
        }
        let alone = plane(.none)
        let smaller = alone.reduced(toStep: 2 * step)
        for (name, helpers) in Self.kinds {
            #expect(plane(helpers).samples == alone.samples, "\(name)")
            #expect(alone.reduced(toStep: 2 * step, helpers: helpers).samples == smaller.samples, "\(name)")
        }
    }

    @Test("A settled boundary, to the bit", arguments: [1, 2, 3])
    func boundary(seed: Int) throws {
        let picture = seed == 1 ? .scene(400, 2100) : StoredPicture(.rgb(.scene(900, 1300, seed: UInt64(seed))))
        let geometry = ViewGeometry(
            rect: PixelRect(width: picture.width, height: picture.height), side: 130)
        let mask = Mask(width: geometry.width, height: geometry.height) { x, y in
            (x * x + 3 * y * seed) % 97 < 60 && (y / 9 + x / 7) % 5 != 0
        }
        let solution = Solution(geometry, mask: mask.pixels, expectedOverlap: 1)
        let boundary = try #require(NativeBoundary(picture, solution, negatives: []))
        let alone = boundary.settle()
        for (name, helpers) in Self.kinds { #expect(boundary.settle(helpers: helpers) == alone, "\(name)") }
    }

    @Test("An analysis, to the bit", arguments: [1, 2, 3])
    func analysis(seed: Int) {
        let picture = Picture.rgb(.scene(230, 170, seed: UInt64(seed)))
        let segmenter = TestedSegmenter.learned.segmenter
        let alone = segmenter.analyse(picture)
        for (name, helpers) in Self.kinds {
            let helped = segmenter.analyse(picture, helpers: helpers)
            #expect(helped.wholeView.regionOfPixel == alone.wholeView.regionOfPixel, "\(name)")
            #expect(helped.wholeView.relief.values == alone.wholeView.relief.values, "\(name)")
            #expect(helped.wholeView.kernel.total == alone.wholeView.kernel.total, "\(name)")
            #expect(
                helped.wholeView.graph.edges.map(\.strength) == alone.wholeView.graph.edges.map(\.strength), "\(name)")
            #expect(helped.wholeView.salience.borderHold == alone.wholeView.salience.borderHold, "\(name)")
            #expect(helped.wholeView.salience.contrast == alone.wholeView.salience.contrast, "\(name)")
            let start = ViewPoint(x: 71, y: 60)
            let rays = helped.wholeView.rays(from: start, helpers: helpers)
            #expect(rays.sum == alone.wholeView.rays(from: start).sum, "\(name)")
            #expect(rays.beyond == alone.wholeView.rays(from: start).beyond, "\(name)")
        }
    }

    @Test("What a first click is expected to need, and the mask after it", arguments: [1, 2])
    func expecting(seed: Int) throws {
        let picture = Picture.rgb(.scene(1210, 150, seed: UInt64(seed)))
        let segmenter = TestedSegmenter.learned.segmenter
        let prompts = Prompts(positives: [Point(x: 500, y: 60)])
        let alone = segmenter.analyse(picture, expecting: prompts)
        let mask = segmenter.segment(segmenter.analyse(picture), prompts)
        let rect = try #require(FramePixel(x: 500, y: 60).surroundings(in: picture.frame, least: 320))
        for (name, helpers) in Self.kinds {
            let helped = segmenter.analyse(picture, expecting: prompts, helpers: helpers)
            let part = helped.view(of: rect, helpers: Helpers { _, _ in Issue.record("looked at again, \(name)") })
            #expect(part.regionOfPixel == alone.view(of: rect).regionOfPixel, "\(name)")
            #expect(helped.wholeView.regionOfPixel == alone.wholeView.regionOfPixel, "\(name)")
            #expect(segmenter.segment(helped, prompts) == mask, "\(name)")
        }
    }

    @Test("Only what a first click may need is looked at ahead of its time")
    func notExpecting() throws {
        let picture = Picture.rgb(.scene(1210, 90, seed: 3))
        let click = Prompts(positives: [Point(x: 500, y: 60)])
        let rect = try #require(FramePixel(x: 500, y: 60).surroundings(in: picture.frame, least: 320))
        func isAhead(_ prompts: Prompts?, _ tested: TestedSegmenter = .learned) -> Bool {
            let analysis = tested.segmenter.analyse(picture, expecting: prompts)
            let asked = Mutex(false)
            _ = analysis.view(
                of: rect,
                helpers: Helpers { count, piece in
                    asked.withLock { $0 = true }
                    for index in 0..<count { piece(index) }
                })
            return !asked.withLock { $0 }
        }
        var boxed = click
        boxed.boxes = [Box(Point(x: 400, y: 20), Point(x: 600, y: 80))]
        #expect(isAhead(click))
        #expect(!isAhead(click, .handMade))
        #expect(!isAhead(boxed))
        #expect(!isAhead(Prompts(negatives: click.positives)))
        #expect(!isAhead(nil))
    }

    @Test("Masks of first clicks, corrections and boxes", arguments: 0..<4)
    func masks(seed: Int) {
        let image = Image.scene(200, 150, seed: UInt64(seed) + 20)
        let segmenter = TestedSegmenter.alternating(seed)
        var generator = SeededGenerator(seed: UInt64(seed))
        let requests = (0..<4).map { _ in
            Prompts.random(width: image.width, height: image.height, clicks: 1...4, boxes: 0...1, &generator)
        }
        let alone = requests.map { segmenter.segment(segmenter.analyse(image), $0) }
        for (name, helpers) in Self.kinds {
            let helped = requests.map {
                segmenter.segment(
                    segmenter.analyse(.rgb(image), helpers: helpers), $0, helpers: helpers, while: { true })
            }
            #expect(helped == alone, "\(name)")
        }
    }
}
