// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import NIOCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

struct Healthcheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ask the server on this machine whether it is ready; exit with 0 if so, else with 1.")

    @Option(help: "Port to ask on (default: RIDGELINE_PORT, else 8080).") var port: UInt16?
    @Option(help: "Path to ask for.") var path = "/ready"

    func run() throws {
        guard statusLine()?.hasPrefix("HTTP/1.1 200 ") == true else { throw ExitCode.failure }
    }

    /// A container gives server and health check the same environment, so what moves the one by a variable moves the other.
    private var portToAsk: UInt16 {
        port ?? Environment.value(of: "RIDGELINE_PORT").flatMap { UInt16($0) } ?? 8080
    }

    /// Where the server listens, or the loopback interface if it listens everywhere.
    private var hostToAsk: String {
        switch Environment.value(of: "RIDGELINE_HOST") {
        case nil, "0.0.0.0", "localhost": "127.0.0.1"
        case "::": "::1"
        case let host?: host
        }
    }

    /// The beginning of the reply. Plain sockets, since a health check runs every few seconds and should cost nothing.
    private func statusLine() -> String? {
        guard let address = try? SocketAddress(ipAddress: hostToAsk, port: Int(portToAsk)) else { return nil }
        let descriptor = socket(address.protocol.rawValue, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var patience = timeval(tv_sec: 2, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
        }
        let isConnected = address.withSockAddr { connect(descriptor, $0, socklen_t($1)) == 0 }
        let request = Array("GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)
        guard isConnected, send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count
        else { return nil }
        var reply = [UInt8](repeating: 0, count: 64)
        let count = recv(descriptor, &reply, reply.count, 0)
        return count > 0 ? String(decoding: reply[..<count], as: UTF8.self) : nil
    }
}
