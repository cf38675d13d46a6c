// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ridgeline

@Suite struct MemoryLimitTests {
    @Test(
        "What the files of control groups say",
        arguments: [
            ("536870912\n", 536_870_912), ("2147483648", 2_147_483_648), ("max\n", nil),
            ("9223372036854771712\n", nil), ("", nil), ("0\n", nil), ("-1", nil), ("99999999999999999999999", nil),
        ] as [(String, Int?)])
    func bytes(text: String, expected: Int?) {
        #expect(MemoryLimit.bytes(in: Array(text.utf8)) == expected)
    }
}
