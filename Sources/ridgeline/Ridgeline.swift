// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

@main
struct Ridgeline: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "ridgeline", version: "0.1.0")
}
