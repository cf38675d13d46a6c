// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

@main
struct Ridgeline: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ridgeline",
        abstract: "Cut out an object of a picture by clicks on it.",
        version: "0.1.0",
        subcommands: [Invoke.self, SegmentPicture.self, Serve.self, Healthcheck.self])
}
