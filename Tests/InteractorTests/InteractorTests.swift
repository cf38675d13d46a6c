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

    @Test func `decodes a very large file reduced, as it does for a request`() throws {
        let file = PlainJPEG(width: 4104, height: 4104).bytes
        guard case .lumaChroma(let picture) = try Interactor().decode(file) else {
            Issue.record("not in the colours in which it is stored")
            return
        }
        #expect(picture.width == 4104 && picture.height == 4104 && picture.lumaStep == 2)
    }

    @Test func `gives every pixel of a file to draw on`() throws {
        let image = try Interactor().image(PlainJPEG(width: 25, height: 17).bytes)
        #expect(image.width == 25 && image.height == 17)
        #expect(image.pixels.allSatisfy { $0 == 128 })
    }

    /// Gray pictures in PNG: width, height, base64.
    private static let tinyPictures = [
        (1, 1, "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNgAAAAAgAB5Sfe/AAAAABJRU5ErkJggg=="),
        (
            1, 9,
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAAJCAAAAADWLRk4AAAAGklEQVR42mNgYIhm2MYgyJDDcJxBiaGW4QYAG5YDzbj/xvkAAAAASUVORK5CYII="
        ),
        (9, 1, "iVBORw0KGgoAAAANSUhEUgAAAAkAAAABCAAAAAApqduhAAAAEklEQVR42mNgUPXKn7LzHrMGAA5iAzUOyazWAAAAAElFTkSuQmCC"),
        (
            7, 5,
            "iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFCAAAAACs8akEAAAAJ0lEQVR42mNgUPXKn7LzHkN0w9JT70UsGbbdBoswCJqBRRhyJoJFAD4XEBAxtNILAAAAAElFTkSuQmCC"
        ),
    ]

    private static let oddPrompts = [
        #""pos_points": [[0, 0]]"#,
        #""pos_points": [[1e300, -1e300], [-0.49, 0.49]]"#,
        #""pos_points": [[0, 0], [0, 0]], "neg_points": [[0, 0], [0.99, 0.99], [1e9, 1e9]]"#,
        #""neg_points": [[0, 0]]"#,
        #""obj_bbox": [[-1e12, -1e12], [1e12, 1e12]]"#,
        #""obj_bbox": [[0.2, 0.2], [0.3, 0.3]]"#,
        #""obj_bbox": [[5000, 5000], [6000, 6000]]"#,
        #""pos_points": [[0, 0]], "obj_bbox": [[5000, 5000], [6000, 6000]]"#,
        #""pos_points": [[0, 0]], "obj_bbox": [[3, 3], [3, 3]]"#,
        #""pos_points": [[0, 0]], "obj_bbox": [[0, 0], [1, 1], [4, 0], [6, 6]]"#,
        #""pos_points": [[0, 0]], "object_size": 1e-9"#,
        #""pos_points": [[0, 0]], "object_size": 1e300"#,
        #""pos_points": []"#,
    ]

    @Test(arguments: tinyPictures, oddPrompts)
    func `answers odd prompts on tiny pictures`(picture: (width: Int, height: Int, base64: String), prompts: String)
        throws
    {
        let body = body(picture.base64, prompts)
        let reply = try Interactor().reply(to: body)
        let contract = try ReplyContract(request: body, width: picture.width, height: picture.height)
        #expect(contract.violations(of: reply) == [])
    }

    @Test func `a new picture is given up when nobody waits for it any more`() throws {
        let interactor = Interactor()
        let whole = try recordedBody { _ in }
        let cut = try recordedBody { $0.removeLast($0.count / 2) }
        func reply(to body: [UInt8], askedOften asks: Int) throws -> [UInt8] {
            var left = asks
            return try withBytes(body) { bytes throws(RequestError) in
                try interactor.reply(
                    to: bytes,
                    while: {
                        left -= 1
                        return left >= 0
                    }
                ).bytes
            }
        }
        // Before it is decoded nobody knows that the file is no good.
        for (body, asks) in [(cut, 0), (whole, 0), (whole, 1), (whole, 2)] {
            let error = #expect(throws: RequestError.self) { try reply(to: body, askedOften: asks) }
            #expect(error?.status == 408)
        }
        #expect(throws: RequestError(status: 422, reason: "The PNG image is cut off: its end is missing")) {
            try reply(to: cut, askedOften: 1)
        }
        #expect(try reply(to: whole, askedOften: .max) == Interactor().reply(to: whole))
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
