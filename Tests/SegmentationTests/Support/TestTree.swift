// SPDX-License-Identifier: Apache-2.0

import Raster

@testable import Segmentation

/// A regression tree that is evaluated as its definition says, and written in the compact form.
indirect enum TestTree {
    case answer(Float)
    /// Feature, threshold, the subtree for values at most the threshold, and the one for all others.
    case question(Int, Float, TestTree, TestTree)

    func value(_ row: [Float]) -> Float {
        switch self {
        case .answer(let value): value
        case .question(let feature, let threshold, let atMost, let above):
            row[feature] <= threshold ? atMost.value(row) : above.value(row)
        }
    }

    var bytes: [UInt8] {
        switch self {
        case .answer(let value): [255] + littleEndian(value.bitPattern)
        case .question(let feature, let threshold, let atMost, let above):
            [UInt8(feature)] + littleEndian(threshold.bitPattern) + atMost.bytes + above.bytes
        }
    }

    /// A tree of at most `depth` questions one after the other, with few different thresholds so that values meet them.
    static func random(depth: Int, featureCount: Int, _ generator: inout SeededGenerator) -> TestTree {
        if depth == 0 || Int.random(in: 0..<4, using: &generator) == 0 {
            return .answer(Float.random(in: -5...5, using: &generator))
        }
        return .question(
            Int.random(in: 0..<featureCount, using: &generator), Float(Int.random(in: -3...3, using: &generator)),
            .random(depth: depth - 1, featureCount: featureCount, &generator),
            .random(depth: depth - 1, featureCount: featureCount, &generator))
    }
}

/// The compact form of an ensemble.
func ensembleBytes(_ trees: [TestTree], featureCount: Int) -> [UInt8] {
    [UInt8(featureCount), UInt8(trees.count & 255), UInt8(trees.count >> 8)] + trees.flatMap(\.bytes)
}

/// An ensemble that was read from its compact form.
func ensemble(_ trees: [TestTree], featureCount: Int) throws -> TreeEnsemble {
    var reader = ByteReader(ensembleBytes(trees, featureCount: featureCount))
    return try TreeEnsemble(from: &reader)
}

func littleEndian(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
