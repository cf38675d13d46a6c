// SPDX-License-Identifier: Apache-2.0

internal import Interactor

/// A JSON text that is being written, for the few small objects that the server itself says.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    /// Whether the next member or element of the object at hand needs a comma before it.
    private var needsComma = false

    /// The text that says an error.
    static func error(_ error: RequestError) -> [UInt8] {
        var text = JSONWriter()
        text.object { $0.member("error", error.reason) }
        return text.bytes
    }

    mutating func object(_ members: (inout JSONWriter) -> Void) {
        bytes.append(UInt8(ascii: "{"))
        needsComma = false
        members(&self)
        bytes.append(UInt8(ascii: "}"))
        needsComma = true
    }

    mutating func member(_ name: String, value: (inout JSONWriter) -> Void) {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        string(name)
        bytes.append(UInt8(ascii: ":"))
        value(&self)
        needsComma = true
    }

    mutating func member(_ name: String, _ value: String) {
        member(name) { $0.string(value) }
    }

    mutating func member(_ name: String, number: Int64) {
        member(name) { $0.number(number) }
    }

    /// Writes members that are JSON already, as they stand between the braces of an object.
    mutating func members(_ json: some Collection<UInt8>) {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
        bytes += json
        needsComma = true
    }

    mutating func number(_ value: Int64) {
        bytes += String(value).utf8
    }

    mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case UInt8(ascii: "\n"): bytes += "\\n".utf8
            case 0..<0x20: bytes += ["\\u00", Self.hex(byte >> 4), Self.hex(byte & 15)].joined().utf8
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func hex(_ digit: UInt8) -> String {
        String(digit, radix: 16)
    }
}
