// SPDX-License-Identifier: Apache-2.0

/// Looks into a JSON text of somebody else's, from which parts are taken over as they are.
package enum JSONMembers {
    /// Where the members of the object that `json` is lie between its braces, white space included.
    ///
    /// Nil if it is no object, or if any part of it would not be read as JSON.
    package static func range(in json: UnsafeRawBufferPointer) -> Range<Int>? {
        guard String(validating: json, as: UTF8.self) != nil else { return nil }
        var scanner = JSONScanner(json, isStrict: true)
        guard scanner.peek() == UInt8(ascii: "{") else { return nil }
        let start = scanner.position + 1
        guard (try? scanner.skipValue()) != nil else { return nil }
        let end = scanner.position - 1
        return scanner.peek() == nil ? start..<end : nil
    }
}
