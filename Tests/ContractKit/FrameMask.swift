// SPDX-License-Identifier: Apache-2.0

/// The mask of a whole frame, put together from a reply as CVAT does it.
struct FrameMask {
    let width: Int
    let height: Int
    private(set) var pixels: [Bool]

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        pixels = [Bool](repeating: false, count: width * height)
    }

    subscript(x: Int, y: Int) -> Bool {
        get { pixels[y * width + x] }
        set { pixels[y * width + x] = newValue }
    }

    var isEmpty: Bool { !pixels.contains(true) }

    /// Sets the pixels of `bounds` (left, top, right, bottom, all inclusive) row by row; they must have that number.
    mutating func set(_ values: [Bool], in bounds: [Int]) {
        let columns = bounds[2] - bounds[0] + 1
        for (index, value) in values.enumerated() {
            self[bounds[0] + index % columns, bounds[1] + index / columns] = value
        }
    }
}
