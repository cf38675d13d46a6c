// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The prompts of a request as far as a reply can be checked against them, read by Foundation and not by our reader.
public struct FramePrompts: Sendable {
    /// Columns and rows of the pixels that positive points lie in, those outside moved to the nearest pixel.
    public let positives: [Pixel]
    /// The same of negative points, without pixels that a positive point has too.
    public let negatives: [Pixel]
    /// Boxes that are neither empty nor outside the frame: left, top, right, bottom.
    public let boxes: [[Double]]

    /// A pixel of the frame.
    public struct Pixel: Hashable, Sendable {
        let x: Int
        let y: Int
    }

    /// The prompts in the JSON text `body` for a picture of the given size.
    public init(body: [UInt8], width: Int, height: Int) throws {
        let request = try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any] ?? [:]
        func pixels(_ key: String) -> [Pixel] {
            (request[key] as? [[Double]] ?? []).map {
                Pixel(x: Int(max(0, min(Double(width - 1), $0[0]))), y: Int(max(0, min(Double(height - 1), $0[1]))))
            }
        }
        let positives = pixels("pos_points")
        self.positives = positives
        negatives = pixels("neg_points").filter { !positives.contains($0) }
        let corners = request["obj_bbox"] as? [[Double]] ?? []
        boxes = stride(from: 0, to: corners.count - 1, by: 2)
            .map { index in
                let (a, b) = (corners[index], corners[index + 1])
                return [min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])]
            }
            .filter { $0[0] < $0[2] && $0[1] < $0[3] }
            .filter { $0[0] < Double(width) && $0[1] < Double(height) && $0[2] > 0 && $0[3] > 0 }
    }

    /// Whether there is nothing that could point at an object.
    var isEmpty: Bool { positives.isEmpty && boxes.isEmpty }

    /// Whether a mask confined to the boxes may have this pixel. A pixel that a box touches counts as inside.
    func mayContain(_ pixel: Pixel) -> Bool {
        boxes.isEmpty || positives.contains(pixel)
            || boxes.contains { box in
                Double(pixel.x) < box[2] && Double(pixel.x + 1) > box[0] && Double(pixel.y) < box[3]
                    && Double(pixel.y + 1) > box[1]
            }
    }
}
