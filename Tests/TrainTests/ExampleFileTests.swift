// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import ridgeline_train

@Suite struct ExampleFileTests {
    @Test("A file is rows and columns, the features row after row, the targets, the weights, the groups")
    func layout() throws {
        var file = ExampleFile()
        file.append([1.5, -2, 3], target: 0.25, weight: 7, group: 4)
        file.append([10, 20, 30], target: 1, weight: 0.5, group: 9)
        let expected =
            integers([2, 3]) + floats([1.5, -2, 3, 10, 20, 30]) + floats([0.25, 1]) + floats([7, 0.5]) + floats([4, 9])
        #expect(try bytes(of: file) == expected)
    }

    @Test("A file without examples says so")
    func empty() throws {
        #expect(try bytes(of: ExampleFile()) == integers([0, 0]))
    }

    private func bytes(of file: ExampleFile) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try withFolder { folder in
            try file.write(to: "\(folder)/examples.bin")
            bytes = [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/examples.bin")))
        }
        return bytes
    }

    /// As numpy reads `int32` and `float32`, least byte first.
    private func integers(_ values: [Int32]) -> [UInt8] { values.flatMap { bytes(UInt32(bitPattern: $0)) } }
    private func floats(_ values: [Float]) -> [UInt8] { values.flatMap { bytes($0.bitPattern) } }
    private func bytes(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
}
