// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A request that a real CVAT server sent, from `Tests/Fixtures/recordings`.
public struct Recording: Sendable, CustomStringConvertible {
    /// Name of its folder.
    public let name: String
    /// Names and values of its headers, as they came.
    public let headers: [(name: String, value: String)]
    /// Its body, byte for byte.
    public let body: [UInt8]
    /// Format of the picture in it, such as `PNG`.
    public let format: String
    /// Width of that picture in pixels.
    public let width: Int
    /// Height of that picture in pixels.
    public let height: Int

    /// Whether it was sent through Nuclio's dashboard rather than to the function itself.
    public var isByDashboard: Bool { name.hasPrefix("dashboard__") }

    /// The value of the header `name`, whatever its case.
    public func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// Whether the picture is one that Ridgeline decodes.
    public var isDecodable: Bool { ["PNG", "JPEG"].contains(format) }

    /// Whether its points are none: the server passes on whatever it is given.
    public var isMalformed: Bool {
        ["strings_in_points", "nan_null", "points_not_list"].contains { name.hasSuffix("__prompt_" + $0) }
    }

    /// The name, in the output of tests.
    public var description: String { name }

    /// All recordings, ordered by name.
    public static func all() throws -> [Recording] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/recordings")
        let pictures = try JSONDecoder().decode(
            [String: Picture].self, from: Data(contentsOf: folder.appending(path: "pictures.json")))
        return try pictures.sorted { $0.key < $1.key }.map { name, picture in
            let request = folder.appending(path: name)
            let headers = try JSONDecoder().decode(
                [[String]].self, from: Data(contentsOf: request.appending(path: "headers.json")))
            return Recording(
                name: name, headers: headers.map { ($0[0], $0[1]) },
                body: [UInt8](try Data(contentsOf: request.appending(path: "body.json"))),
                format: picture.format, width: picture.width, height: picture.height)
        }
    }

    private struct Picture: Decodable {
        let format: String
        let width: Int
        let height: Int
    }
}
