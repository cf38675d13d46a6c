// SPDX-License-Identifier: Apache-2.0

/// One channel of a picture: `width * height` values, rows from top to bottom.
struct Plane: Sendable {
    let width: Int
    let height: Int
    var values: [Float]

    init(width: Int, height: Int, values: [Float]) {
        self.width = width
        self.height = height
        self.values = values
    }

    init(width: Int, height: Int) {
        self.init(width: width, height: height, values: [Float](repeating: 0, count: width * height))
    }

    subscript(x: Int, y: Int) -> Float { values[y * width + x] }

    var mean: Float {
        var sum = 0.0
        for value in values { sum += Double(value) }
        return Float(sum / Double(max(1, values.count)))
    }
}
