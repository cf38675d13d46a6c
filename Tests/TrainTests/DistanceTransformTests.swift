// SPDX-License-Identifier: Apache-2.0

import Raster
import Segmentation
import Testing

@testable import ridgeline_train

@Suite struct DistanceTransformTests {
    @Test("Squared distances are those to the nearest place that is not set", arguments: 0..<40)
    func oracle(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let (width, height) = (Int.random(in: 1...11, using: &generator), Int.random(in: 1...9, using: &generator))
        // From grids that are half empty to full ones.
        let signs = "." + String(repeating: "#", count: 1 + seed % 20)
        let drawing = Drawing(width: width, height: height, of: signs, using: &generator)
        expectDepths(drawing)
    }

    @Test("Beyond the grid nothing is set")
    func full() {
        expectDepths(
            Drawing(
                """
                #########
                #########
                #########
                #########
                #########
                """))
        let row = Drawing("#######")
        #expect(squaredDistances(row.signs.map { $0 == "#" }, width: 7, height: 1) == [1, 1, 1, 1, 1, 1, 1])
    }

    @Test("A hole is felt as far as it is nearer than the edge")
    func hole() {
        let drawing = Drawing(
            """
            .......
            .#####.
            .#####.
            .##.##.
            .#####.
            .#####.
            .......
            """)
        expectDepths(drawing)
        let distances = squaredDistances(drawing.signs.map { $0 == "#" }, width: 7, height: 7)
        #expect(distances[2 * 7 + 2] == 2 && distances[3 * 7 + 2] == 1 && distances[1 * 7 + 1] == 1)
    }

    private func expectDepths(_ drawing: Drawing, sourceLocation: SourceLocation = #_sourceLocation) {
        let isSet = drawing.signs.map { $0 == "#" }
        let expected = drawing.squaredDepths(of: drawing.places(of: "#"))
        let distances = squaredDistances(isSet, width: drawing.width, height: drawing.height)
        #expect(distances == isSet.indices.map { expected[$0] ?? 0 }, sourceLocation: sourceLocation)
    }
}
