// SPDX-License-Identifier: Apache-2.0

import Raster

/// The true mask of an object, for learning and measuring: 255 is object, 0 is background, anything else is ignored.
package struct Truth: Sendable {
    /// Number of pixels in a row.
    package let width: Int
    /// Number of rows.
    package let height: Int
    /// One byte a pixel, row by row.
    package let pixels: [UInt8]

    /// Takes `pixels` as they are; their number must be `width * height`.
    package init(width: Int, height: Int, pixels: [UInt8]) {
        precondition(pixels.count == width * height)
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// For each of `count` parts of a view, how many pixels of the frame it covers that count, and how many of these
    /// are object. In a view that enlarges the frame, a pixel of the frame counts for each view pixel that shows it.
    func coverage(of parts: [Int32], count: Int, in geometry: ViewGeometry) -> (object: [Float], valid: [Float]) {
        var object = [Float](repeating: 0, count: count)
        var valid = object
        func see(_ truth: UInt8, _ part: Int32) {
            guard truth == 255 || truth == 0 else { return }
            valid[Int(part)] += 1
            if truth == 255 { object[Int(part)] += 1 }
        }
        let rect = geometry.rect
        if geometry.scaleX >= 1 {
            for y in 0..<geometry.height {
                let row = (rect.y + min(rect.height - 1, Int(Float(y) / geometry.scaleY))) * width + rect.x
                for x in 0..<geometry.width {
                    let column = min(rect.width - 1, Int(Float(x) / geometry.scaleX))
                    see(pixels[row + column], parts[y * geometry.width + x])
                }
            }
        } else {
            let columns = (0..<rect.width).map { min(geometry.width - 1, Int((Float($0) + 0.5) * geometry.scaleX)) }
            for y in 0..<rect.height {
                let viewRow = min(geometry.height - 1, Int((Float(y) + 0.5) * geometry.scaleY)) * geometry.width
                let row = (rect.y + y) * width + rect.x
                for x in 0..<rect.width { see(pixels[row + x], parts[viewRow + columns[x]]) }
            }
        }
        return (object, valid)
    }
}
