// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes

extension HTTPFields {
    /// The length of the body that `Content-Length` announces. SwiftNIO's decoder lets nothing through there but a
    /// number; what no `Int` holds is the largest.
    var announcedLength: Int? {
        self[.contentLength].map { Int($0) ?? .max }
    }
}
