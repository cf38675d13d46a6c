// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Testing

@testable import ridgeline_train

@Suite struct CommandLineTests {
    private func gather(_ what: String, list: String = "list.tsv", out: String = "out") throws -> Gather {
        try Gather.parse(["--list", list, "--what", what, "--out", out])
    }

    @Test("Examples can be asked for of every decision; for E alone", arguments: ["E", "S", "SR", "CO", "CK", "KOCRS"])
    func letters(what: String) throws {
        #expect(try gather(what).what == what)
    }

    @Test(
        "Letters of no decision, none, and E among others are refused with the reason",
        arguments: [
            ("X", "letter X"), ("SRQ", "letter Q"), ("e", "letter e"), ("", "no decision"), ("ES", "alone"),
            ("RE", "alone"), ("EE", "alone"),
        ])
    func refusedLetters(what: String, reason: String) {
        let error = #expect(throws: (any Error).self) { try gather(what) }
        #expect(error.map { Gather.message(for: $0).contains(reason) } == true)
    }

    @Test("A line without picture and mask is refused by its number")
    func brokenList() throws {
        try withFolder { folder in
            try Data("a.png\tb.png\n\nalone.png\n".utf8).write(to: URL(filePath: "\(folder)/list.tsv"))
            expectRefusal(naming: "list.tsv, line 3") { _ = try LabelledObject.list("\(folder)/list.tsv") }
        }
    }

    @Test("A picture and a mask of different sizes are refused by the number of their line, by both commands")
    func sizes() throws {
        try withFolder { folder in
            try writePicture("\(folder)/picture.png", width: 20, height: 12) { x, _ in x < 10 ? 40 : 200 }
            try writePicture("\(folder)/turned.png", width: 12, height: 20) { _, _ in 255 }
            try writePicture("\(folder)/empty.png", width: 20, height: 12) { _, _ in 0 }
            let list = "\(folder)/list.tsv"
            try writeList(list, [("picture.png", "empty.png"), ("picture.png", "turned.png")])
            for what in ["E", "SR"] {
                let out = "\(folder)/out"
                expectRefusal(naming: "list.tsv, line 2") { try gather(what, list: list, out: out).run() }
            }
            expectRefusal(naming: "list.tsv, line 2") {
                try Evaluate.parse(["--list", list, "--clicks", "1"]).run()
            }
        }
    }

    private func expectRefusal(
        naming place: String, sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void
    ) {
        let error = #expect(throws: ValidationError.self, sourceLocation: sourceLocation) { try body() }
        #expect(error?.message.contains(place) == true, sourceLocation: sourceLocation)
    }

    @Test("Pictures are numbered by clicks, whether or not a box was first", arguments: [false, true])
    func pictures(startsWithBox: Bool) throws {
        try withFolder { folder in
            // A bar, of which only the upper half shows in the picture: no mask is right soon.
            try writePicture("\(folder)/picture.png", width: 32, height: 24) { x, y in
                (10..<20).contains(x) && y < 12 ? 220 : 60
            }
            try writePicture("\(folder)/mask.png", width: 32, height: 24) { x, _ in (10..<20).contains(x) ? 255 : 0 }
            try writeList("\(folder)/list.tsv", [("picture.png", "mask.png")])
            let box = startsWithBox ? ["--box-error", "0"] : []
            // With a box the reply to it is the first.
            let clicks = startsWithBox ? "3" : "2"
            try Evaluate.parse(
                ["--list", "\(folder)/list.tsv", "--clicks", clicks, "--pictures", "\(folder)/pictures"] + box
            ).run()
            let files = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/pictures")
            #expect(files.sorted() == ["0-1.png", "0-2.png"])
        }
    }
}
