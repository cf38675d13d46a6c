// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Raster

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The bytes of a picture and what they are called.
struct PictureFile {
    let name: String
    let bytes: [UInt8]

    init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// Reads the file at `path`.
    init(path: String) throws {
        guard let file = fopen(path, "rb") else { throw ValidationError("\(path) can't be read") }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
        self.init(name: path.split(separator: "/").last.map(String.init) ?? path, bytes: bytes)
    }

    /// The picture in base64, as it is in a request.
    var base64: [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let count = min(3, bytes.count - start)
            let group = (0..<3).reduce(0) { $0 << 8 | ($1 < count ? Int(bytes[start + $1]) : 0) }
            for place in 0..<4 {
                text.append(place > count ? UInt8(ascii: "=") : alphabet[group >> (18 - 6 * place) & 63])
            }
        }
        return text
    }
}

/// The JSON text of the request that CVAT sends.
func requestBody(base64: [UInt8], positives: [Point], negatives: [Point] = []) -> [UInt8] {
    func list(_ points: [Point]) -> String {
        "[" + points.map { "[\($0.x),\($0.y)]" }.joined(separator: ",") + "]"
    }
    let head = "{\"pos_points\":\(list(positives)),\"neg_points\":\(list(negatives)),\"obj_bbox\":[],\"image\":\""
    return Array(head.utf8) + base64 + Array("\"}".utf8)
}
