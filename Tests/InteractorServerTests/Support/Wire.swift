// SPDX-License-Identifier: Apache-2.0

import Foundation

struct WireError: Error {
    let what: String
}

/// A reply as it came over the wire.
struct WireReply: Sendable {
    /// `HTTP/1.1 200 OK`.
    let statusLine: String
    /// By their names in lower case.
    let headers: [String: String]
    let bytes: [UInt8]

    var body: String { String(decoding: bytes, as: UTF8.self) }
    var status: Int { Int(statusLine.split(separator: " ")[1]) ?? 0 }
    var reason: String { statusLine.split(separator: " ", maxSplits: 2).last.map(String.init) ?? "" }
}

/// A TCP connection on which a test says exactly what it wants, right or wrong. Its calls block.
final class Wire {
    private let descriptor: Int32
    private let patience: Int
    private var received: [UInt8] = []

    /// Connects to a port of this machine. Reads give up after `patience` seconds.
    init(port: Int, patience: Int = 30) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.patience = patience
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw WireError(what: "can't connect: \(errno)") }
    }

    /// A connection that a ``FakeServer`` accepted.
    init(accepted: Int32) {
        descriptor = accepted
        patience = 30
    }

    deinit {
        close(descriptor)
    }

    func say(_ text: String) throws {
        try say(Array(text.utf8))
    }

    func say(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { throw WireError(what: "can't send: \(errno)") }
            rest = rest.dropFirst(count)
        }
    }

    func post(_ body: String, headers: String = "") throws {
        try say("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)")
    }

    func get(_ path: String) throws {
        try say("GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
    }

    /// Closes the sending half.
    func finish() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Whether the server closes the connection, without a further byte, before reads give up.
    func isClosedByServer() -> Bool {
        received.isEmpty && (try? receive()) == false
    }

    /// The next status line and headers, and the body that they announce.
    func reply(hasBody: Bool = true) throws -> WireReply {
        let head = try lines()
        var headers: [String: String] = [:]
        for line in head.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            headers[parts[0].lowercased()] = parts[1].drop { $0 == " " }.description
        }
        let length = hasBody ? Int(headers["content-length"] ?? "") ?? 0 : 0
        return WireReply(statusLine: head[0], headers: headers, bytes: try take(length))
    }

    /// The lines up to an empty one.
    func lines() throws -> [String] {
        let end = Array("\r\n\r\n".utf8)
        var index = 0
        while true {
            while index + 4 <= received.count {
                if Array(received[index..<index + 4]) == end {
                    let head = String(decoding: try take(index + 4).dropLast(4), as: UTF8.self)
                    return head.split(separator: "\r\n").map(String.init)
                }
                index += 1
            }
            guard try receive() else { throw WireError(what: "closed before a reply") }
        }
    }

    /// So many bytes.
    func take(_ count: Int) throws -> [UInt8] {
        while received.count < count {
            guard try receive() else { throw WireError(what: "closed after \(received.count) of \(count) bytes") }
        }
        defer { received.removeFirst(count) }
        return Array(received.prefix(count))
    }

    /// Takes in what is there; false at the end.
    private func receive() throws -> Bool {
        var readable = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&readable, 1, Int32(patience * 1000)) > 0 else { throw WireError(what: "waited in vain") }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count < 0, errno != ECONNRESET { throw WireError(what: "can't receive: \(errno)") }
        received += buffer.prefix(max(count, 0))
        return count > 0
    }
}
