// SPDX-License-Identifier: Apache-2.0

/// Numbers from which something is decided: one row a thing, one column a feature.
struct FeatureTable: Sendable {
    let rows: Int
    let columns: Int
    /// Column after column: decisions ask many rows for one feature.
    private(set) var values: [Float]

    init(rows: Int, columns: Int, fill: Float = 0) {
        self.rows = rows
        self.columns = columns
        values = [Float](repeating: fill, count: rows * columns)
    }

    /// The columns of `first`, and so many more that hold 0.
    init(_ first: FeatureTable, moreColumns: Int) {
        rows = first.rows
        columns = first.columns + moreColumns
        values = []
        values.reserveCapacity(rows * columns)
        values += first.values
        values += repeatElement(0, count: rows * moreColumns)
    }

    /// The numbers of a row to write.
    struct Row {
        fileprivate let start: UnsafeMutablePointer<Float>
        fileprivate let stride: Int

        subscript(column: Int) -> Float {
            get { start[column &* stride] }
            nonmutating set { start[column &* stride] = newValue }
        }
    }

    /// Gives `body` one row to read and write.
    @inline(__always)
    mutating func withRow(_ row: Int, _ body: (Row) -> Void) {
        precondition(row >= 0 && row < rows)
        values.withUnsafeMutableBufferPointer { values in
            guard let start = values.baseAddress else { return }
            body(Row(start: start + row, stride: rows))
        }
    }

    /// Writes a column; `value` tells the number of each row.
    @inline(__always)
    mutating func fill(_ column: Int, _ value: (_ row: Int) -> Float) {
        let start = column * rows
        values.withUnsafeMutableBufferPointer { values in
            for row in 0..<rows { values[start &+ row] = value(row) }
        }
    }

    /// The numbers of a row.
    func row(_ row: Int) -> [Float] { (0..<columns).map { self[row, $0] } }

    subscript(row: Int, column: Int) -> Float {
        get { values[column * rows + row] }
        set { values[column * rows + row] = newValue }
    }
}
