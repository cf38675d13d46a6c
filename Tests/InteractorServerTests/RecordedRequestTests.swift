// SPDX-License-Identifier: Apache-2.0

import ContractKit
import Interactor
import Testing

@testable import InteractorServer

extension WireTests {
    /// The requests that a real CVAT server sent, with their own headers, over the wire.
    @Suite struct RecordedRequestTests {
        @Test func eachIsAnsweredByTheContractOnBothWaysOfCVATToCall() async throws {
            let interactor = Interactor()
            try await TestServer.run {
                $0.functionName = "rec-interactor"
                $0.queueLimit = 1000
                $0.queueWait = .seconds(900)
            } replying: { body, caller, _ throws(RequestError) in
                try interactor.reply(to: body, from: caller)
            } _: { server in
                let recordings = try Recording.all()
                #expect(recordings.contains { $0.isByDashboard } && recordings.contains { !$0.isByDashboard })
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for recording in recordings {
                        group.addTask { try await Self.check(recording, server) }
                    }
                    try await group.waitForAll()
                }
            }
        }

        private static func check(_ recording: Recording, _ server: TestServer) async throws {
            let reply = try await server.connect(patience: 900) { wire in
                try wire.say(head(of: recording))
                try wire.say(recording.body)
                return try wire.reply()
            }
            if recording.isMalformed || !recording.isDecodable {
                #expect(reply.status == (recording.isMalformed ? 400 : 422), "\(recording)")
                #expect(reply.body == #"{"error":"\#(reply.reason)"}"#, "\(recording)")
            } else {
                #expect(reply.status == 200, "\(recording)")
                // All were sent by CVAT 2.42.
                let violations = try ReplyContract(recording).violations(of: reply.bytes, form: .cropped)
                #expect(violations == [], "\(recording)")
            }
        }

        /// Each function of the recordings stands for ours.
        private static func head(of recording: Recording) -> String {
            let path = recording.isByDashboard ? "/api/function_invocations" : "/"
            let lines = recording.headers.map { name, value in
                name.lowercased() == "x-nuclio-function-name" ? "\(name): rec-interactor" : "\(name): \(value)"
            }
            return "POST \(path) HTTP/1.1\r\n" + lines.map { $0 + "\r\n" }.joined() + "\r\n"
        }
    }
}
