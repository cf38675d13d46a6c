// SPDX-License-Identifier: Apache-2.0

import Foundation
import Raster
import Testing

@testable import Interactor

@Suite struct Base64Tests {
    private func decode(_ text: String) throws(RequestError) -> [UInt8] {
        try withBytes(text.utf8) { bytes throws(RequestError) in try Base64.decode(bytes) }
    }

    private func randomBytes(_ count: Int, _ generator: inout SeededGenerator) -> [UInt8] {
        (0..<count).map { _ in .random(in: 0...255, using: &generator) }
    }

    @Test func `gives back what Foundation encodes, of every length`() throws {
        var generator = SeededGenerator(seed: 4)
        for count in 1...300 {
            let bytes = randomBytes(count, &generator)
            #expect(try decode(Data(bytes).base64EncodedString()) == bytes)
        }
    }

    @Test func `accepts what other encoders make of the same bytes`() throws {
        var generator = SeededGenerator(seed: 5)
        for count in 1...200 {
            let bytes = randomBytes(count, &generator)
            let text = Data(bytes).base64EncodedString()
            let url = text.replacing("+", with: "-").replacing("/", with: "_")
            let lines = Data(bytes).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
            let variants = [
                text.replacing("=", with: ""), url, url.replacing("=", with: ""), lines,
                lines.replacing("\n", with: #"\n"#), lines.replacing("\n", with: #"\r\n"#) + #"\n"#,
                text.replacing("/", with: #"\/"#),
                text.replacing("+", with: #"\u002B"#).replacing("=", with: #"\u003d"#),
                "data:image/png;base64," + text, #"data:image\/jpeg;base64,"# + text.replacing("/", with: #"\/"#),
                " " + text.map { "\($0) " }.joined(),
            ]
            for variant in variants { #expect(try decode(variant) == bytes, "\(variant)") }
        }
    }

    @Test(arguments: [
        ("QUJD!UJD", "'!' in the text at character 4"),
        ("QUJDQUJDQU%D", "'%' in the text at character 10"),
        ("QUI=QUJD", "'Q' after the padding at character 4"),
        (#"QUJD\u00e9"#, "an escape in the text at character 4"),
        (#"QUJD\x"#, "an escape in the text at character 4"),
        ("QUJD\u{7}", "byte 7 in the text at character 4"),
        ("QUJDR", "ends within a byte"),
        ("====", "image is empty"),
        ("data:image/png,QUJD", "data: URL without"),
        ("data:image/png;base64", "data: URL without"),
    ])
    func `says what is not base64, and where`(text: String, problem: String) {
        let error = requestError { () throws(RequestError) in try decode(text) }
        #expect(error?.status == 400)
        #expect(error?.reason.contains(problem) == true, "\(error?.reason ?? "no error")")
    }

    @Test func `never writes beyond its room, whatever it is given`() {
        var generator = SeededGenerator(seed: 6)
        let alphabet = Array(#"ABcd09+/-_= \n\u002f"#.utf8)
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 1...40, using: &generator)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
            }
            let decoded = try? withBytes(text) { bytes throws(RequestError) in try Base64.decode(bytes) }
            #expect((decoded?.count ?? 0) <= text.count * 3 / 4 + 1)
        }
    }
}
