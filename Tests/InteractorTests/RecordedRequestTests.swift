// SPDX-License-Identifier: Apache-2.0

import ContractKit
import ImageCodecs
import Testing

@testable import Interactor

/// Every request that a real CVAT server sent, answered for every version of CVAT.
@Suite struct RecordedRequestTests {
    private static let forms: [(userAgent: String?, form: ReplyContract.Form)] = [
        (nil, .full), ("CVAT/2.42.0 python-requests/2.32.4", .cropped), ("CVAT/2.75.0 python-requests/2.32.4", .shapes),
    ]

    /// One for all, as in a server: most requests meet a picture that others have been about.
    private static let interactor = Interactor()

    @Test(arguments: try Recording.all().filter { $0.isDecodable && !$0.isMalformed })
    func `is answered by the contract`(recording: Recording) throws {
        let contract = try ReplyContract(recording)
        for (userAgent, form) in Self.forms {
            let caller = Caller(userAgent: userAgent)
            let reply = try Self.interactor.reply(to: recording.body, from: caller)
            #expect(contract.violations(of: reply, form: form) == [], "\(form)")
        }
    }

    @Test(arguments: try Recording.all().filter { $0.isDecodable && $0.isMalformed })
    func `is refused if its points are none`(recording: Recording) throws {
        let error = requestError { () throws(RequestError) in try Self.interactor.reply(to: recording.body) }
        #expect(error?.status == 400)
        #expect(error?.reason.contains("pos_points must be a list of points [x, y]") == true)
    }

    @Test(arguments: try Recording.all().filter { !$0.isDecodable })
    func `is refused with the name of a format that is not decoded`(recording: Recording) throws {
        let names = ["WEBP": "WebP", "JPEG2000": "JPEG 2000", "PPM": "PNM"]
        let error = try #require(
            requestError { () throws(RequestError) in try Self.interactor.reply(to: recording.body) })
        #expect(error.status == 422)
        #expect(error.reason.contains(names[recording.format] ?? recording.format), "\(error.reason)")
        #expect(ImageFormat.decodable.allSatisfy { error.reason.contains($0.name) }, "\(error.reason)")
    }

    @Test func `covers both ways of CVAT to call`() throws {
        let recordings = try Recording.all()
        #expect(recordings.count { $0.isDecodable && $0.isByDashboard } >= 29)
        #expect(recordings.count { $0.isDecodable && !$0.isByDashboard } >= 50)
        #expect(recordings.allSatisfy { Caller(userAgent: $0.header("user-agent")).cvatVersion == CVATVersion(2, 42) })
    }
}
