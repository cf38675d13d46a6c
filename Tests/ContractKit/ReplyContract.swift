// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What CVAT needs of a reply, and what Ridgeline promises beyond that.
///
/// The checks follow CVAT's code and not ours: replies are parsed by Foundation, masks put together from what CVAT
/// would read.
public struct ReplyContract: Sendable {
    /// The forms a reply may have.
    public enum Form: Sendable {
        /// `points` and `mask` of the whole frame.
        case full
        /// `points`, `mask` and `bounds`.
        case cropped
        /// `shapes` with run lengths.
        case shapes
    }

    private let width: Int
    private let height: Int
    private let prompts: FramePrompts

    /// The contract for replies to a request about a picture of the given size.
    public init(request body: [UInt8], width: Int, height: Int) throws {
        self.width = width
        self.height = height
        prompts = try FramePrompts(body: body, width: width, height: height)
    }

    /// The contract for replies to a recorded request.
    public init(_ recording: Recording) throws {
        try self.init(request: recording.body, width: recording.width, height: recording.height)
    }

    /// How `reply`, a JSON text, breaks the contract; empty if it keeps it.
    public func violations(of reply: [UInt8], form: Form = .full) -> [String] {
        do {
            guard let object = try JSONSerialization.jsonObject(with: Data(reply)) as? [String: Any] else {
                return ["the reply is not a JSON object"]
            }
            let (mask, polygon) = try content(of: object, form)
            return maskViolations(mask) + (polygon.map { polygonViolations($0, mask) } ?? [])
        } catch let violation as Violation {
            return [violation.text]
        } catch {
            return ["the reply is not JSON: \(error)"]
        }
    }

    private func content(of reply: [String: Any], _ form: Form) throws -> (FrameMask, [[Double]]?) {
        switch form {
        case .full:
            try require(Set(reply.keys) == ["points", "mask"], "keys are \(reply.keys.sorted())")
            return (try denseMask(reply["mask"], [0, 0, width - 1, height - 1]), try polygon(reply["points"]))
        case .cropped:
            try require(Set(reply.keys) == ["points", "mask", "bounds"], "keys are \(reply.keys.sorted())")
            let bounds = try boundsInFrame(reply["bounds"])
            return (try denseMask(reply["mask"], bounds), try polygon(reply["points"]))
        case .shapes:
            try require(Set(reply.keys) == ["shapes"], "keys are \(reply.keys.sorted())")
            return (try shapesMask(reply["shapes"]), nil)
        }
    }
}

/// Reading the parts of a reply.
extension ReplyContract {
    private struct Violation: Error {
        let text: String
    }

    private func require(_ condition: Bool, _ text: @autoclosure () -> String) throws {
        if !condition { throw Violation(text: text()) }
    }

    /// `mask.flat()` and the box that CVAT adds to it.
    private func denseMask(_ value: Any?, _ bounds: [Int]) throws -> FrameMask {
        guard let rows = value as? [[Int]] else { throw Violation(text: "mask is not a list of rows of integers") }
        let (columns, lines) = (bounds[2] - bounds[0] + 1, bounds[3] - bounds[1] + 1)
        try require(rows.count == lines, "mask has \(rows.count) rows, not \(lines)")
        for (y, row) in rows.enumerated() {
            try require(row.count == columns, "row \(y) of the mask has \(row.count) pixels, not \(columns)")
            try require(row.allSatisfy { $0 == 0 || $0 == 1 }, "row \(y) of the mask has values besides 0 and 1")
        }
        var mask = FrameMask(width: width, height: height)
        mask.set(rows.flatMap { $0.map { $0 == 1 } }, in: bounds)
        return mask
    }

    private func boundsInFrame(_ value: Any?) throws -> [Int] {
        guard let bounds = value as? [Int], bounds.count == 4 else {
            throw Violation(text: "bounds are not four integers")
        }
        let isInside =
            0 <= bounds[0] && bounds[0] <= bounds[2] && bounds[2] < width
            && 0 <= bounds[1] && bounds[1] <= bounds[3] && bounds[3] < height
        try require(isInside, "bounds \(bounds) are not inside the frame")
        return bounds
    }

    /// Run lengths that begin with background, then left, top, right, bottom.
    private func shapesMask(_ value: Any?) throws -> FrameMask {
        guard let shapes = value as? [[String: Any]] else { throw Violation(text: "shapes are not a list of objects") }
        var mask = FrameMask(width: width, height: height)
        try require(shapes.count <= 1, "there are \(shapes.count) shapes")
        for shape in shapes {
            try require(shape["type"] as? String == "mask", "the type of a shape is not written as \"mask\"")
            try checkConfidence(shape["attributes"])
            guard let numbers = shape["points"] as? [Int] else { throw Violation(text: "run lengths are no integers") }
            try require(numbers.count >= 6, "there are only \(numbers.count) run lengths and sides")
            let bounds = try boundsInFrame(Array(numbers.suffix(4)))
            let runs = numbers.dropLast(4)
            let area = (bounds[2] - bounds[0] + 1) * (bounds[3] - bounds[1] + 1)
            try require(runs.allSatisfy { $0 >= 0 }, "a run length is negative")
            try require(runs.reduce(0, +) == area, "run lengths add up to \(runs.reduce(0, +)), not \(area)")
            mask.set(
                runs.enumerated().flatMap { [Bool](repeating: !$0.offset.isMultiple(of: 2), count: $0.element) },
                in: bounds)
        }
        return mask
    }

    private func checkConfidence(_ value: Any?) throws {
        let attributes = value as? [[String: Any]] ?? []
        try require(attributes.count == 1 && attributes[0]["spec_id"] as? Int == 0, "there is no confidence")
        guard let text = attributes[0]["value"] as? String, let confidence = Double(text) else {
            throw Violation(text: "the confidence is not a number in a string")
        }
        try require((0.5...1).contains(confidence), "the confidence \(text) is hidden by CVAT at first, or above 1")
    }

    private func polygon(_ value: Any?) throws -> [[Double]] {
        guard let points = value as? [[Double]] else { throw Violation(text: "points are not a list of numbers") }
        try require(points.isEmpty || points.count >= 3, "the polygon has \(points.count) corners")
        for point in points {
            try require(point.count == 2, "a corner has \(point.count) coordinates")
            let isInside = (0...Double(width)).contains(point[0]) && (0...Double(height)).contains(point[1])
            try require(isInside, "corner \(point) is outside the frame")
        }
        return points
    }
}

/// What must be true of mask and polygon.
extension ReplyContract {
    private func maskViolations(_ mask: FrameMask) -> [String] {
        if prompts.isEmpty { return mask.isEmpty ? [] : ["there is an object without a positive point and a box"] }
        var violations: [String] = []
        for pixel in prompts.positives where !mask[pixel.x, pixel.y] {
            violations.append("the positive point in pixel \(pixel) is not in the mask")
        }
        for pixel in prompts.negatives where mask[pixel.x, pixel.y] {
            violations.append("the negative point in pixel \(pixel) is in the mask")
        }
        let outside = (0..<(width * height)).count { index in
            mask.pixels[index] && !prompts.mayContain(FramePrompts.Pixel(x: index % width, y: index / width))
        }
        if outside > 0 { violations.append("\(outside) pixels of the mask are outside the box") }
        return violations
    }

    private func polygonViolations(_ polygon: [[Double]], _ mask: FrameMask) -> [String] {
        if polygon.isEmpty != mask.isEmpty { return ["only one of polygon and mask is empty"] }
        if prompts.positives.isEmpty { return [] }
        let isNearPositive = prompts.positives.contains { pixel in
            let center = (Double(pixel.x) + 0.5, Double(pixel.y) + 0.5)
            return contains(polygon, center) || distance(polygon, center) <= 1.5
        }
        return isNearPositive ? [] : ["the polygon is not around any positive point"]
    }

    /// The even-odd rule.
    private func contains(_ polygon: [[Double]], _ point: (x: Double, y: Double)) -> Bool {
        var inside = false
        var previous = polygon[polygon.count - 1]
        for corner in polygon {
            if (corner[1] > point.y) != (previous[1] > point.y) {
                let crossing =
                    corner[0] + (point.y - corner[1]) / (previous[1] - corner[1]) * (previous[0] - corner[0])
                if point.x < crossing { inside.toggle() }
            }
            previous = corner
        }
        return inside
    }

    private func distance(_ polygon: [[Double]], _ point: (x: Double, y: Double)) -> Double {
        polygon.indices.map { index in
            let (a, b) = (polygon[index], polygon[(index + 1) % polygon.count])
            let (dx, dy) = (b[0] - a[0], b[1] - a[1])
            let length = dx * dx + dy * dy
            let along = length == 0 ? 0 : ((point.x - a[0]) * dx + (point.y - a[1]) * dy) / length
            let t = max(0, min(1, along))
            let (x, y) = (a[0] + t * dx - point.x, a[1] + t * dy - point.y)
            return (x * x + y * y).squareRoot()
        }.min() ?? .infinity
    }
}
