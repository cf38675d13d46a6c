// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Interactor

/// One request on standard input, its reply on standard output.
struct Invoke: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Answer one request from standard input.",
        discussion: """
            Reads the JSON text of a request as CVAT sends it and writes the reply to standard output. If the request \
            can't be answered, the exit status is 65, one line on standard error says why, and nothing is written to \
            standard output.
            """)

    /// The exit status for input that is wrong: `EX_DATAERR` of sysexits.h.
    static let dataError: Int32 = 65

    @OptionGroup var options: InteractorOptions

    @Argument(help: .hidden) var arguments: [String] = []

    func validate() throws {
        // Nuclio's shell runtime always gives one argument, empty if there is nothing to give.
        guard arguments.allSatisfy(\.isEmpty) else { throw ValidationError("The request is read from standard input") }
    }

    func run() throws {
        FreedMemory.keep()
        let configuration = try options.configuration()
        do {
            let body = try Files.standardInput()
            try Files.toStandardOutput(Interactor(configuration).reply(to: body))
        } catch let error as RequestError {
            Files.toStandardError(error.reason)
            throw ExitCode(Self.dataError)
        } catch let error as Files.Failure {
            Files.toStandardError(error.reason)
            throw ExitCode(error.status)
        }
    }
}
