// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import FoundationEssentials
import Segmentation

/// Tells what the columns of the examples are.
struct Features: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the names of the features of each decision, in the order of their columns, as JSON.")

    func run() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        print(String(decoding: try encoder.encode(Examples.featureNames), as: UTF8.self))
    }
}
