// SPDX-License-Identifier: Apache-2.0

import Raster
import Segmentation

/// Reads the JSON text of a request.
///
/// | key | value |
/// |---|---|
/// | `image` | the bytes of a picture file in base64; required |
/// | `pos_points`, `neg_points` | lists of `[x, y]`; may be empty, `null` or absent |
/// | `points` | what CVAT 1.1 and 1.2 called `pos_points`; counts only where that is absent |
/// | `obj_bbox` | two opposite corners `[x, y]` for each box; may be empty, `null` or absent |
/// | `object_size` | our own: length in pixels of the side of a square as large as a typical object |
///
/// Other keys are ignored, whatever their value is. Of keys that are given twice, the last counts.
enum RequestReader {
    /// Most points that one key may have; an annotator draws tens.
    static let maxPoints = 1000
    /// Most boxes; each costs as much as a first click, and an annotator draws one or a few.
    static let maxBoxes = 100

    /// The request in the JSON text `body`. Cost: one pass that copies nothing but points.
    static func read(_ body: UnsafeRawBufferPointer) throws(RequestError) -> InteractionRequest {
        var scanner = JSONScanner(body)
        guard scanner.peek() == UInt8(ascii: "{") else {
            let found = scanner.peek() == nil ? "is empty" : "is not a JSON object"
            throw RequestError(
                status: 400,
                reason: "The request \(found); expected {\"image\": \"<base64>\", \"pos_points\": [[x, y]]}")
        }
        var members = Members()
        try scanner.elements(from: UInt8(ascii: "{"), to: UInt8(ascii: "}")) { scanner throws(RequestError) in
            let name = try scanner.name()
            try members.readValue(of: Self.text(name, in: body), &scanner)
        }
        if scanner.peek() != nil { throw scanner.malformed("expected nothing after the object") }
        return try members.request()
    }

    /// The name of a member; empty for one so long or odd that it can't be ours.
    private static func text(_ name: JSONString, in body: UnsafeRawBufferPointer) -> String {
        guard name.range.count <= 128 else { return "" }
        let bytes = UnsafeRawBufferPointer(rebasing: body[name.range])
        guard name.hasEscapes else { return String(decoding: bytes, as: UTF8.self) }
        return JSONEscape.text(bytes).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}

/// The members of a request that have been read so far.
private struct Members {
    var image: JSONString?
    var positives: [Point]?
    var legacyPositives: [Point]?
    var negatives: [Point]?
    var boxes: [Box] = []
    var objectSize: Double?

    mutating func readValue(of name: String, _ scanner: inout JSONScanner) throws(RequestError) {
        switch name {
        case "image": image = try scanner.imageText()
        case "pos_points": positives = try scanner.points(of: name)
        case "points": legacyPositives = try scanner.points(of: name)
        case "neg_points": negatives = try scanner.points(of: name)
        case "obj_bbox": boxes = try scanner.boxes(of: name)
        case "object_size": objectSize = try scanner.length(of: name)
        default: try scanner.skipValue()
        }
    }

    func request() throws(RequestError) -> InteractionRequest {
        guard let image else {
            throw RequestError(status: 400, reason: "image is missing; expected a picture file in base64")
        }
        return InteractionRequest(
            image: image,
            prompts: Prompts(
                positives: positives ?? legacyPositives ?? [], negatives: negatives ?? [], boxes: boxes,
                typicalObjectSize: objectSize))
    }
}
