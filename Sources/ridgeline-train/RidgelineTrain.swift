// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

@main
struct RidgelineTrain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ridgeline-train",
        abstract: "Makes examples for the learned decisions and measures them; scripts/train drives it.",
        subcommands: [Gather.self, Evaluate.self, Features.self])
}
