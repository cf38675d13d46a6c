// SPDX-License-Identifier: Apache-2.0

import ContractKit
import Foundation
import Raster
import Testing

@testable import Interactor

@Suite struct InteractorTests {
    private func body(_ image: String, _ members: String = #""pos_points": [[3, 2]]"#) -> [UInt8] {
        Array(#"{"image": "\#(image)", \#(members)}"#.utf8)
    }

    /// A recording's body with its image changed by `change`.
    private func recordedBody(_ change: (inout [UInt8]) -> Void) throws -> [UInt8] {
        let recording = try #require(try Recording.all().first { $0.name == "direct__img_gray_png" })
        let object = try JSONSerialization.jsonObject(with: Data(recording.body)) as? [String: Any]
        let text = try #require(object?["image"] as? String)
        var file = [UInt8](try #require(Data(base64Encoded: text)))
        change(&file)
        return body(Data(file).base64EncodedString())
    }

    @Test func `answers a picture that ends too early with words`() throws {
        let interactor = Interactor()
        let cut = try recordedBody { $0.removeLast($0.count / 2) }
        let error = requestError { () throws(RequestError) in try interactor.reply(to: cut) }
        #expect(error?.status == 422)
        #expect(error?.reason.contains("PNG") == true)
    }

    @Test func `refuses pictures beyond its limit before it decodes them`() throws {
        let interactor = Interactor(InteractorConfiguration(maxPixels: 320 * 240 - 1))
        let whole = try recordedBody { _ in }
        let error = requestError { () throws(RequestError) in try interactor.reply(to: whole) }
        #expect(error?.status == 422)
        #expect(error?.reason.contains("320 x 240") == true)
    }

    @Test func `says that something is no picture`() {
        let error = requestError { () throws(RequestError) in
            try Interactor().reply(to: body("aGVsbG8sIHdvcmxk"))
        }
        #expect(error?.status == 422)
        #expect(error?.reason.contains("PNG") == true)
    }

    @Test func `gives the same reply without a cache`() throws {
        let recording = try #require(try Recording.all().first { $0.name == "direct__prompt_3pos_2neg" })
        let uncached = Interactor(InteractorConfiguration(cacheBytes: 0))
        let first = try uncached.reply(to: recording.body)
        #expect(try uncached.reply(to: recording.body) == first)
        #expect(try Interactor().reply(to: recording.body) == first)
    }

    @Test func `writes the form that is set for everybody`() throws {
        let recording = try #require(try Recording.all().first { $0.name == "direct__prompt_1pos" })
        let interactor = Interactor(InteractorConfiguration(replyForm: .shapes))
        let contract = try ReplyContract(recording)
        #expect(contract.violations(of: try interactor.reply(to: recording.body), form: .shapes) == [])
    }

    @Test func `errors are one line that fits a reason phrase`() {
        let error = RequestError(status: 422, reason: "caf\u{e9}\r\nX-Header: \u{1F600}")
        #expect(error.reason.utf8.allSatisfy { (0x20...0x7E).contains($0) })
    }
}
