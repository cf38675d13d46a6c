// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Outline

@Suite("Edges that meet")
struct MeetingEdgesTests {
    private func marked(_ corners: [(Int, Int)]) -> [Bool] {
        meetingEdges(corners.map { Vertex(x: $0.0, y: $0.1) })
    }

    @Test("a square has none, a bow tie has its two crossing edges")
    func crossing() {
        #expect(marked([(0, 0), (8, 0), (8, 8), (0, 8)]) == [false, false, false, false])
        #expect(marked([(0, 0), (8, 8), (8, 0), (0, 8)]) == [true, false, true, false])
    }

    @Test("touching is meeting: a vertex on another edge, a vertex that is used twice")
    func touching() {
        #expect(marked([(0, 0), (8, 0), (8, 8), (4, 0), (0, 8)]).contains(true))
        #expect(marked([(0, 0), (4, 4), (8, 0), (8, 8), (4, 4), (0, 8)]).contains(true))
    }

    @Test("neighbours meet when one folds back onto the other, or has no length")
    func folding() {
        #expect(marked([(0, 0), (8, 0), (4, 0)]).contains(true))
        #expect(marked([(0, 0), (8, 0), (8, 0), (8, 8)]).contains(true))
        #expect(!marked([(0, 0), (4, 0), (8, 0), (8, 8)]).contains(true))
    }

    @Test("none is marked exactly if trying every pair finds none")
    func agreesWithTryingAll() {
        var random = SeededGenerator(seed: 900)
        var simple = 0
        for round in 0..<4000 {
            // Small and crowded, or wide with a cluster in a corner.
            let spread = round % 2 == 0 ? 12 : 400
            let vertices = (0..<Int.random(in: 3...9, using: &random)).map { index in
                let reach = index % 3 == 0 ? spread : 12
                return Vertex(
                    x: Int.random(in: 0...reach, using: &random), y: Int.random(in: 0...reach, using: &random))
            }
            let isSimple = Oracle.isSimple(Polygon(vertices))
            simple += isSimple ? 1 : 0
            #expect(isSimple == !meetingEdges(vertices).contains(true), "\(vertices)")
        }
        #expect(simple > 400)
    }
}
