// SPDX-License-Identifier: Apache-2.0

import Raster
import Segmentation
import Testing

@testable import ridgeline_train

/// Signs as ``Drawing/truth`` tells them.
@Suite struct ClickSimulatorTests {
    @Test("Clicks the deepest wrong pixel that it has not clicked, until none is left", arguments: 0..<40)
    func deepest(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let signs = ["#-+.", "-", "+", "---+.", "-+++.", "--------++++++++#.!?"][seed % 6]
        let drawing = Drawing(width: 8, height: 7, of: signs, using: &generator)
        let (missing, surplus) = (drawing.places(of: "-"), drawing.places(of: "+"))
        let depths = drawing.squaredDepths(of: missing).merging(drawing.squaredDepths(of: surplus)) { $1 }
        var simulator = ClickSimulator(drawing.truth)
        var steady: SeededGenerator?
        var clicked: Set<Int> = []
        // Once for every wrong pixel, and once more in vain.
        for _ in 0...depths.count {
            guard let click = simulator.next(on: drawing.mask, jitter: &steady) else { break }
            let pixel = click.y * drawing.width + click.x
            let open = depths.filter { !clicked.contains($0.key) }
            let deepest = open.values.max() ?? 0
            // The first of them in reading order; what is missing before what is too much.
            let candidates = open.filter { $0.value == deepest }.keys
            let isPositive = candidates.contains(where: missing.contains)
            #expect(pixel == candidates.filter { missing.contains($0) == isPositive }.min())
            #expect(click.isPositive == isPositive)
            clicked.insert(pixel)
        }
        #expect(clicked == missing.union(surplus))
    }

    @Test("Nothing is wrong: nobody clicks, whatever is where the truth is not known")
    func right() {
        let drawing = Drawing(
            """
            ....??
            .##?!!
            .##!..
            """)
        var simulator = ClickSimulator(drawing.truth)
        var steady: SeededGenerator?
        #expect(simulator.next(on: drawing.mask, jitter: &steady) == nil)
        var jitter: SeededGenerator? = SeededGenerator(seed: 1)
        #expect(simulator.next(on: drawing.mask, jitter: &jitter) == nil)
    }

    @Test("With jitter a click falls everywhere in the deep part of the deepest error, and nowhere else")
    func jitter() {
        // Two errors of a kind that don't touch, and one of the other.
        let drawing = Drawing(
            """
            ..............
            .-----.....++.
            .-----..--.++.
            .-----..--....
            .------.......
            .-----........
            ..............
            """)
        let missing = drawing.places(of: "-")
        let depths = drawing.squaredDepths(of: missing)
        let error = drawing.part(of: missing, around: 1 * 14 + 1)
        let deepest = error.compactMap { depths[$0] }.max() ?? 0
        #expect(deepest == 9)
        let deep = error.filter { (depths[$0] ?? 0).squareRoot() >= 0.3 * deepest.squareRoot() }
        #expect(clicks(on: drawing) == deep)
    }

    @Test("With jitter no click is nearer to the edge than 30 % of the depth")
    func edge() {
        // The deepest place is 4 from the edge, so that the rim of 1 pixel is too near.
        let drawing = Drawing(
            """
            -------
            -------
            -------
            -------
            -------
            -------
            -------
            """)
        let inner = Set((0..<49).filter { (1...5).contains($0 % 7) && (1...5).contains($0 / 7) })
        #expect(clicks(on: drawing) == inner)
    }

    /// Where clicks with jitter fall on a mask, for many seeds.
    private func clicks(on drawing: Drawing) -> Set<Int> {
        var places: Set<Int> = []
        for seed in 0..<600 {
            var simulator = ClickSimulator(drawing.truth)
            var jitter: SeededGenerator? = SeededGenerator(seed: UInt64(seed))
            guard let click = simulator.next(on: drawing.mask, jitter: &jitter) else { continue }
            #expect(click.isPositive)
            places.insert(click.y * drawing.width + click.x)
        }
        return places
    }

    @Test("The error at a click is what is wrong in the same way and hangs together with it", arguments: 0..<20)
    func errorRegion(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let drawing = Drawing(width: 9, height: 6, of: "--++#.!?", using: &generator)
        for sign in ["-", "+"] {
            let wrong = drawing.places(of: sign)
            for place in wrong {
                let click = ClickSimulator.Click(x: place % 9, y: place / 9, isPositive: sign == "-")
                let region = ClickSimulator(drawing.truth).errorRegion(at: click, of: drawing.mask)
                #expect(Set(region.indices.filter { region[$0] }) == drawing.part(of: wrong, around: place))
            }
        }
    }
}

@Suite struct OverlapTests {
    @Test("The overlap is what both have of what either has, where the truth is known", arguments: 0..<20)
    func oracle(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let drawing = Drawing(width: 6, height: 5, of: "##-+.!?", using: &generator)
        let both = drawing.places(of: "#").count
        let either = drawing.places(of: "#-+").count
        #expect(overlap(drawing.mask, drawing.truth) == Float(both) / Float(either))
    }

    @Test("Pixels that don't count don't count")
    func ignored() {
        let drawing = Drawing(
            """
            ##-+
            ????
            !!!!
            """)
        #expect(overlap(drawing.mask, drawing.truth) == 0.5)
    }

    @Test("Nothing of nothing is all of it; nothing of something is nothing")
    func extremes() {
        #expect(overlap(Drawing("..?!").mask, Drawing("..?!").truth) == 1)
        #expect(overlap(Drawing("..--").mask, Drawing("..--").truth) == 0)
        #expect(overlap(Drawing("..++").mask, Drawing("..++").truth) == 0)
    }
}
