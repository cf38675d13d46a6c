// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ImageCodecs
import Interactor

/// Measures how long each part of a click takes, and whole clicks, in this process; no network is involved.
@main
struct RidgelineBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ridgeline-bench",
        abstract: "Measures the stages of a click and whole clicks.",
        discussion: """
            Without files it draws pictures itself: one scene of textured shapes at several sizes, sent as PNG. The \
            times are medians in milliseconds; scripts/bench-peers measures the same over HTTP.
            """)

    @Option(help: "Sizes in megapixels of the pictures that are drawn, with commas between them.")
    var sizes = "0.3,1,2,8,12"

    @Option(help: "How often everything is measured.")
    var runs = 5

    @Option(help: "Number that decides what is drawn.")
    var seed: UInt64 = 1

    @Flag(help: "Measure processor time, which other work on the machine hardly changes.")
    var cpu = false

    @Flag(help: "Write JSON instead of a table.")
    var json = false

    @Argument(help: "Picture files to measure instead.")
    var files: [String] = []

    func validate() throws {
        guard runs > 0 else { throw ValidationError("At least one run is needed") }
        guard !megapixels.isEmpty, megapixels.allSatisfy({ $0 > 0 && $0 <= 100 }) else {
            throw ValidationError("'\(sizes)' is no list of sizes in megapixels, of at most 100 each")
        }
    }

    func run() throws {
        FreedMemory.keep()  // as the server does
        var reports: [PictureReport] = []
        if files.isEmpty {
            for size in megapixels { reports.append(try report(on: drawn(megapixels: size))) }
        } else {
            for path in files { reports.append(try report(on: PictureFile(path: path))) }
        }
        if json { print(reports.json) }
    }

    private var megapixels: [Double] {
        sizes.split(separator: ",").map { Double($0) ?? 0 }
    }

    private func drawn(megapixels: Double) -> PictureFile {
        let width = Int((megapixels * 1e6 * 4 / 3).squareRoot().rounded())
        let image = Clutter(seed: seed).image(width: width, height: width * 3 / 4)
        return PictureFile(name: "clutter", bytes: encodePNG(image))
    }

    private func report(on picture: PictureFile) throws -> PictureReport {
        let report = try PictureReport(picture, runs: runs, clock: cpu ? .processor : .wall)
        if !json { print(report.table) }
        return report
    }
}
