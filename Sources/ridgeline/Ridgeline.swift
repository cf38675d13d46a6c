// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// The command line. It is no asynchronous command: Swift's main thread leaves by `pthread_exit` then, which makes a
/// static executable sort its tables for unwinding, ten times the cost of a whole `--version`.
@main
struct Ridgeline: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ridgeline",
        abstract: "Cut out an object of a picture by clicks on it.",
        version: "0.1.0",
        subcommands: [Invoke.self, SegmentPicture.self, Serve.self, Healthcheck.self])
}
