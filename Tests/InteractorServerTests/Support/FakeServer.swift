// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A server that says on each connection what a test makes it say, right or wrong.
final class FakeServer: Sendable {
    let port: Int
    private let listener: Int32

    /// Listens on a free port and has each connection served by `serve`, on a thread of its own.
    init(_ serve: @escaping @Sendable (Wire) throws -> Void) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.listener = listener
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(listener, pointer, size) + listen(listener, 16) + getsockname(listener, pointer, &size)
            }
        }
        guard status == 0 else { throw WireError(what: "can't listen: \(errno)") }
        port = Int(in_port_t(bigEndian: address.sin_port))
        Thread.detachNewThread {
            while true {
                let accepted = accept(listener, nil, nil)
                guard accepted >= 0 else {
                    close(listener)
                    return
                }
                Thread.detachNewThread { try? serve(Wire(accepted: accepted)) }
            }
        }
    }

    /// Stops listening. The thread that accepts closes the socket: its number could mean another one by then.
    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
    }
}
