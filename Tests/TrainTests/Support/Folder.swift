// SPDX-License-Identifier: Apache-2.0

import Foundation
import ImageCodecs
import Raster

/// Calls `body` with the path of an empty folder that is gone afterwards.
func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "ridgeline-train-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
}

/// Writes a picture in gray whose levels are what `level` says.
func writePicture(_ path: String, width: Int, height: Int, _ level: (_ x: Int, _ y: Int) -> UInt8) throws {
    let levels = (0..<(width * height)).map { level($0 % width, $0 / width) }
    let image = Image(width: width, height: height, pixels: levels.flatMap { [$0, $0, $0] })
    try Data(encodePNG(image)).write(to: URL(filePath: path))
}

/// Writes a list of pairs of files in the folder of the list.
func writeList(_ path: String, _ pairs: [(picture: String, mask: String)]) throws {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    let lines = pairs.map { "\(folder)/\($0.picture)\t\(folder)/\($0.mask)\n" }
    try Data(lines.joined().utf8).write(to: URL(filePath: path))
}
