// SPDX-License-Identifier: Apache-2.0

/// Numbers from which something is decided: one row a thing, one column a feature.
struct FeatureTable: Sendable {
    private(set) var rows: Int
    let columns: Int
    /// Row after row.
    private(set) var values: [Float]

    init(rows: Int, columns: Int, fill: Float = 0) {
        self.rows = rows
        self.columns = columns
        values = [Float](repeating: fill, count: rows * columns)
    }

    /// Gives `body` the numbers of one row to read and write.
    @inline(__always)
    mutating func withRow(_ row: Int, _ body: (UnsafeMutableBufferPointer<Float>) -> Void) {
        let range = (row * columns)..<((row + 1) * columns)
        values.withUnsafeMutableBufferPointer { body(UnsafeMutableBufferPointer(rebasing: $0[range])) }
    }

    subscript(row: Int, column: Int) -> Float {
        get { values[row * columns + column] }
        set { values[row * columns + column] = newValue }
    }
}
