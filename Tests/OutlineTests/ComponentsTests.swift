// SPDX-License-Identifier: Apache-2.0

import Outline
import Raster
import Testing

@Suite("Connected components")
struct ComponentsTests {
    @Test("pixels that touch by a corner alone are apart")
    func cornersDoNotConnect() {
        let components = Components(
            of: Mask(
                """
                110
                001
                011
                """))
        #expect(components.areas == [2, 3])
        #expect(components.component(x: 1, y: 0) == 0)
        #expect(components.component(x: 2, y: 1) == 1)
        #expect(components.component(x: 1, y: 1) == nil)
    }

    @Test("arms that meet further down are one component")
    func armsAreJoined() {
        let components = Components(
            of: Mask(
                """
                1010101
                1010101
                1111101
                0000001
                1111111
                """))
        #expect(components.areas == [9 + 2, 4 + 7])
        #expect(components.largest == 0)
    }

    @Test("outside of the mask there is no component")
    func outside() {
        let components = Components(of: Mask("11\n11"))
        for (x, y) in [(-1, 0), (2, 0), (0, -1), (0, 2), (.max, .min)] {
            #expect(components.component(x: x, y: y) == nil)
        }
    }

    @Test("a mask without object pixels has none", arguments: [(0, 0), (5, 0), (0, 5), (3, 2)])
    func empty(width: Int, height: Int) {
        let components = Components(of: Mask(width: width, height: height))
        #expect(components.count == 0)
        #expect(components.largest == nil)
    }

    @Test("the components are those that flooding finds")
    func agreesWithFlooding() {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<300 {
            let mask = randomMask(&random, largest: 40)
            let components = Components(of: mask)
            let expected = Oracle.components(of: mask)
            #expect(components.areas == expected.map(\.area))
            for (index, component) in expected.enumerated() {
                let labelled = Mask(width: mask.width, height: mask.height) { x, y in
                    components.component(x: x, y: y) == index
                }
                #expect(labelled == component)
            }
        }
    }
}
