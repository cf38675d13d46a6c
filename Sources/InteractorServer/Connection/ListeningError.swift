// SPDX-License-Identifier: Apache-2.0

/// A port can't be listened on.
public struct ListeningError: Error, CustomStringConvertible {
    /// The address and port, and for what it was.
    public let place: String
    /// The system's number of the error (`errno`).
    public let code: Int32

    /// Says both.
    public var description: String { "can't listen on \(place): error \(code) of the system" }
}
