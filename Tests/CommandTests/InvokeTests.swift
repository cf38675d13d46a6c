// SPDX-License-Identifier: Apache-2.0

import ContractKit
import Foundation
import ImageCodecs
import Raster
import Testing

/// `ridgeline invoke`: one request on standard input.
@Suite struct InvokeTests {
    /// One recording for each body; through which URL it came makes no difference here.
    private static func recordings(_ isIncluded: (Recording) -> Bool) throws -> [Recording] {
        var bodies: Set<[UInt8]> = []
        return try Recording.all().filter { isIncluded($0) && bodies.insert($0.body).inserted }
    }

    private static func onePoint() throws -> Recording {
        try #require(try Recording.all().first { $0.name == "direct__prompt_1pos" })
    }

    @Test(arguments: try recordings { $0.isDecodable && !$0.isMalformed })
    func `answers what CVAT sent by the contract, and says nothing else`(recording: Recording) throws {
        let outcome = try Command.run(["invoke"], input: recording.body)
        #expect(outcome.status == 0)
        #expect(outcome.errors == "")
        #expect(try ReplyContract(recording).violations(of: outcome.output) == [])
    }

    @Test(arguments: try recordings { !$0.isDecodable || $0.isMalformed })
    func `refuses what can't be answered in one line of errors`(recording: Recording) throws {
        let outcome = try Command.run(["invoke"], input: recording.body)
        #expect(outcome.status == 65)
        #expect(outcome.output == [])
        #expect(outcome.errors.hasPrefix("ridgeline: ") && outcome.errors.hasSuffix("\n"))
        #expect(outcome.errors.filter(\.isNewline).count == 1)
    }

    @Test(arguments: ["", "{", "[]", "{}", "hello", #"{"image": "!"}"#, #"{"image": "AAAA", "pos_points": [[1]]}"#])
    func `refuses what is no request`(input: String) throws {
        let outcome = try Command.run(["invoke"], input: Array(input.utf8))
        #expect(outcome.status == 65)
        #expect(outcome.output == [])
        #expect(outcome.errors.filter(\.isNewline).count == 1)
    }

    @Test func `tolerates the one empty argument of Nuclio's shell runtime, and no other`() throws {
        let recording = try Self.onePoint()
        #expect(try Command.run(["invoke", ""], input: recording.body).status == 0)
        let outcome = try Command.run(["invoke", "picture.jpg"], input: recording.body)
        #expect(outcome.status == 64)
        #expect(outcome.output == [])
    }

    @Test(arguments: [("full", ReplyContract.Form.full), ("cropped", .cropped), ("shapes", .shapes), ("auto", .full)])
    func `writes the form that an option or the environment says`(name: String, form: ReplyContract.Form) throws {
        let recording = try Self.onePoint()
        let contract = try ReplyContract(recording)
        let byOption = try Command.run(
            ["invoke", "--reply", name], input: recording.body, settings: ["RIDGELINE_REPLY": "full"])
        #expect(contract.violations(of: byOption.output, form: form) == [])
        let byEnvironment = try Command.run(
            ["invoke"], input: recording.body, settings: ["RIDGELINE_REPLY": name])
        #expect(byEnvironment.output == byOption.output)
    }

    @Test func `refuses settings that mean nothing`() throws {
        #expect(try Command.run(["invoke", "--reply", "small"]).status == 64)
        #expect(try Command.run(["invoke"], settings: ["RIDGELINE_CACHE_MB": "much"]).status == 64)
        #expect(try Command.run(["invoke", "--cache-mb=-1"]).status == 64)
        for number in ["0", "2001"] {
            let outcome = try Command.run(["invoke"], settings: ["RIDGELINE_MAX_MEGAPIXELS": number])
            #expect(outcome.status == 64)
            let words = "RIDGELINE_MAX_MEGAPIXELS is \"\(number)\" but must be a whole number from 1 to 2000"
            #expect(outcome.errors.contains(words))
        }
    }

    @Test func `obeys the limit of pixels`() throws {
        let image = Image(width: 1001, height: 1000, pixels: [UInt8](repeating: 90, count: 3_003_000))
        let text = Data(encodePNG(image)).base64EncodedString()
        let body = Array(#"{"image":"\#(text)","pos_points":[[500,500]]}"#.utf8)
        let outcome = try Command.run(["invoke", "--max-megapixels", "1"], input: body)
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains("1001 x 1000"))
        #expect(try Command.run(["invoke", "--max-megapixels", "2"], input: body).status == 0)
    }
}
