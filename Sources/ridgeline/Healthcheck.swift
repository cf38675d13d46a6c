// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

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
        port ?? getenv("RIDGELINE_PORT").flatMap { UInt16(String(cString: $0)) } ?? 8080
    }

    /// Where the server listens, or the loopback interface if it listens everywhere.
    private var hostToAsk: String {
        switch getenv("RIDGELINE_HOST").map({ String(cString: $0) }) {
        case nil, "", "0.0.0.0", "localhost": "127.0.0.1"
        case "::": "::1"
        case let host?: host
        }
    }

    /// The beginning of the reply. Plain sockets, since a health check runs every few seconds and should cost nothing.
    private func statusLine() -> String? {
        let descriptor = socket(hostToAsk.contains(":") ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var patience = timeval(tv_sec: 2, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &patience, socklen_t(MemoryLayout<timeval>.size))
        }
        let isConnected = hostToAsk.contains(":") ? connect6(descriptor) : connect4(descriptor)
        let request = Array("GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)
        guard isConnected, send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count
        else { return nil }
        var reply = [UInt8](repeating: 0, count: 64)
        let count = recv(descriptor, &reply, reply.count, 0)
        return count > 0 ? String(decoding: reply[..<count], as: UTF8.self) : nil
    }

    private func connect4(_ descriptor: Int32) -> Bool {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = portToAsk.bigEndian
        guard inet_pton(AF_INET, hostToAsk, &address.sin_addr) == 1 else { return false }
        return connect(descriptor, to: address)
    }

    private func connect6(_ descriptor: Int32) -> Bool {
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_port = portToAsk.bigEndian
        guard inet_pton(AF_INET6, hostToAsk, &address.sin6_addr) == 1 else { return false }
        return connect(descriptor, to: address)
    }

    private func connect<Address>(_ descriptor: Int32, to address: Address) -> Bool {
        withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                systemConnect(descriptor, $0, socklen_t(MemoryLayout<Address>.size)) == 0
            }
        }
    }
}

/// `connect` of the system, under a name that a method doesn't hide.
private func systemConnect(_ descriptor: Int32, _ address: UnsafePointer<sockaddr>, _ length: socklen_t) -> Int32 {
    connect(descriptor, address, length)
}
