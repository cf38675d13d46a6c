// SPDX-License-Identifier: Apache-2.0

import Foundation
import Raster
import Synchronization
import Testing

@testable import Segmentation

@Suite("The same request gives the same mask, to the pixel, whatever was asked before")
struct RepeatTests {
    @Test("One click after the other, all at once, after an undo: as on a fresh analysis", arguments: 0..<3)
    func history(seed: Int) {
        let segmenter = TestedSegmenter.alternating(seed)
        let (image, requests) = session(seed: seed)
        let used = segmenter.analyse(image)
        let fresh = requests.map { segmenter.segment(segmenter.analyse(image), $0) }
        let last = requests.count - 1
        // Forwards, backwards (each an undo), and the whole again.
        for index in Array(0...last) + [last - 1, 0, last] {
            #expect(segmenter.segment(used, requests[index]) == fresh[index], "request \(index)")
        }
        let backwards = segmenter.analyse(image)
        for index in [last, last / 2] {
            #expect(segmenter.segment(backwards, requests[index]) == fresh[index], "request \(index) backwards")
        }
    }

    @Test("Requests for other objects between two clicks change nothing")
    func otherObjects() {
        let segmenter = TestedSegmenter.learned.segmenter
        let (image, requests) = session(seed: 11)
        let used = segmenter.analyse(image)
        var generator = SeededGenerator(seed: 3)
        for request in requests {
            let expected = segmenter.segment(segmenter.analyse(image), request)
            let other = Prompts.random(
                width: image.width, height: image.height, clicks: 1...2, boxes: 0...1, &generator)
            _ = segmenter.segment(used, other)
            #expect(segmenter.segment(used, request) == expected)
        }
    }

    @Test("However many clicks there were, nothing is decided again")
    func longMemory() throws {
        let segmenter = TestedSegmenter.learned.segmenter
        let image = Image.noise(20, 20, seed: 4)
        let analysis = segmenter.analyse(image)
        var generator = SeededGenerator(seed: 5)
        var prompts = Prompts(positives: [Point(x: 10, y: 10)])
        // Each click wants a place to be what it isn't.
        for _ in 0..<60 {
            let (x, y) = (Int.random(in: 0..<20, using: &generator), Int.random(in: 0..<20, using: &generator))
            let point = Point(x: Double(x) + 0.5, y: Double(y) + 0.5)
            let isObject = segmenter.segment(analysis, prompts).mask[x, y]
            if isObject { prompts.negatives.append(point) } else { prompts.positives.append(point) }
        }
        func decisions(on analysis: Analysis) -> (count: Int, segment: Segment) {
            var count = 0
            let segment = segmenter.segment(analysis, prompts) { _ in count += 1 }
            return (count, segment)
        }
        let fresh = decisions(on: segmenter.analyse(image))
        try #require(fresh.count > 45)
        #expect(decisions(on: analysis).segment == fresh.segment)
        #expect(decisions(on: analysis).count == 0)
    }

    @Test("Another segmenter answers by the decisions with which the picture was analysed")
    func otherSegmenter() {
        let (learned, handMade) = (TestedSegmenter.learned.segmenter, TestedSegmenter.handMade.segmenter)
        let image = Image.scene(60, 50, seed: 3)
        for x in stride(from: 5.0, to: 60, by: 10) {
            let prompts = Prompts(positives: [Point(x: x, y: 25)])
            let analysis = learned.analyse(image)
            let expected = learned.segment(learned.analyse(image), prompts)
            #expect(handMade.segment(analysis, prompts) == expected)
            #expect(learned.segment(analysis, prompts) == expected)
        }
    }

    @Test("From eight threads at once")
    func threads() {
        let segmenter = TestedSegmenter.learned.segmenter
        let (image, requests) = session(seed: 21)
        let expected = requests.map { segmenter.segment(segmenter.analyse(image), $0) }
        let shared = segmenter.analyse(image)
        let wrong = Mutex(0)
        let done = DispatchGroup()
        for number in 0..<8 {
            done.enter()
            let thread = Thread {
                for step in requests.indices {
                    let index = (number * 3 + step) % requests.count
                    if segmenter.segment(shared, requests[index]) != expected[index] { wrong.withLock { $0 += 1 } }
                }
                done.leave()
            }
            thread.stackSize = 1 << 21
            thread.start()
        }
        done.wait()
        #expect(wrong.withLock { $0 } == 0)
    }

    /// A picture and what an annotator sends, click by click, to mend an object in it.
    private func session(seed: Int) -> (Image, [Prompts]) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let image = Image.scene(56, 44, seed: UInt64(40 + seed))
        var prompts = Prompts(positives: [Point(x: 28, y: 22)])
        if seed % 3 == 2 { prompts.boxes = [Box(Point(x: 12, y: 8), Point(x: 48, y: 39))] }
        var requests = [prompts]
        for _ in 0..<4 {
            let point = Point(
                x: Double.random(in: 6...50, using: &generator), y: Double.random(in: 5...39, using: &generator))
            if Bool.random(using: &generator) {
                prompts.positives.append(point)
            } else {
                prompts.negatives.append(point)
            }
            requests.append(prompts)
        }
        return (image, requests)
    }
}
