// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct RecentlyUsedTests {
    @Test("The value that was not used for longest is dropped; reading counts as use")
    func order() {
        var values = RecentlyUsed<String, Int>(limit: 2)
        values["a"] = 1
        values["b"] = 2
        #expect(values["a"] == 1)
        values["c"] = 3
        #expect(values["b"] == nil)
        #expect(values["a"] == 1 && values["c"] == 3)
    }

    @Test("A value can be replaced and taken away")
    func replacement() {
        var values = RecentlyUsed<Int, String>(limit: 3)
        values[1] = "one"
        values[1] = "uno"
        values[2] = "due"
        values[3] = "tre"
        #expect(values[1] == "uno")
        values[2] = nil
        values[4] = "quattro"
        #expect(values[1] == "uno" && values[2] == nil && values[3] == "tre" && values[4] == "quattro")
    }

    @Test("It behaves as a plain list does", arguments: 1..<6)
    func model(limit: Int) {
        var generator = SeededGenerator(seed: UInt64(limit))
        var values = RecentlyUsed<Int, Int>(limit: limit)
        var list: [(key: Int, value: Int)] = []
        for step in 0..<300 {
            let key = Int.random(in: 0..<8, using: &generator)
            if Bool.random(using: &generator) {
                values[key] = step
                list = list.filter { $0.key != key } + [(key, step)]
                list = list.suffix(limit)
            } else {
                let entry = list.first { $0.key == key }
                #expect(values[key] == entry?.value)
                if let entry { list = list.filter { $0.key != key } + [entry] }
            }
        }
    }
}
