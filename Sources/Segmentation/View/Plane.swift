// SPDX-License-Identifier: Apache-2.0

/// One channel of a picture: `width * height` values, rows from top to bottom.
struct Plane: Sendable {
    let width: Int
    let height: Int
    var values: [Float]

    /// Some rows of a plane that is being made.
    typealias Rows = UnsafeMutableBufferPointer<Float>

    init(width: Int, height: Int, values: [Float]) {
        self.width = width
        self.height = height
        self.values = values
    }

    init(width: Int, height: Int) {
        self.init(width: width, height: height, values: [Float](repeating: 0, count: width * height))
    }

    /// The plane whose rows are what `write` writes: for some rows at a time, into memory that holds only those.
    init(
        width: Int, height: Int, helpers: Helpers,
        _ write: @Sendable (_ rows: Range<Int>, _ values: Rows) -> Void
    ) {
        self.init(
            width: width, height: height, values: helpers.array(rows: height, rowLength: width, write))
    }

    /// Three planes of one size, written together.
    static func three(
        width: Int, height: Int, helpers: Helpers,
        _ write: @Sendable (_ rows: Range<Int>, Rows, Rows, Rows) -> Void
    ) -> (Plane, Plane, Plane) {
        var first = Plane(width: width, height: height, values: [])
        var second = first
        var third = first
        let count = width * height
        first.values = [Float](unsafeUninitializedCapacity: count) { a, firstCount in
            second.values = [Float](unsafeUninitializedCapacity: count) { b, secondCount in
                third.values = [Float](unsafeUninitializedCapacity: count) { c, thirdCount in
                    let (a, b, c) = (SharedMemory(a), SharedMemory(b), SharedMemory(c))
                    helpers.bands(height) { rows in
                        write(rows, a[rows, rowLength: width], b[rows, rowLength: width], c[rows, rowLength: width])
                    }
                    thirdCount = count
                }
                secondCount = count
            }
            firstCount = count
        }
        return (first, second, third)
    }

    subscript(x: Int, y: Int) -> Float { values[y * width + x] }

    var mean: Float {
        var sum = 0.0
        for value in values { sum += Double(value) }
        return Float(sum / Double(max(1, values.count)))
    }
}
