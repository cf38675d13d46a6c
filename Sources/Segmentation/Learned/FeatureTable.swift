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

    /// Gives `body` one row to write, whose features begin at column `first`.
    @inline(__always)
    mutating func withRow<Feature>(
        _ row: Int, of features: Feature.Type, from first: Int = 0, _ body: (FeatureRow<Feature>) -> Void
    ) {
        precondition(row >= 0 && row < rows)
        values.withUnsafeMutableBufferPointer { values in
            guard let start = values.baseAddress else { return }
            body(FeatureRow(start: start + row + first * rows, stride: rows))
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

    subscript(row: Int, feature: some RawRepresentable<Int>) -> Float { self[row, feature.rawValue] }
}

/// The numbers of a row of a ``FeatureTable``, to write by their names.
struct FeatureRow<Feature: RawRepresentable<Int>> {
    fileprivate let start: UnsafeMutablePointer<Float>
    fileprivate let stride: Int

    @inline(__always)
    subscript(feature: Feature) -> Float {
        get { start[feature.rawValue &* stride] }
        nonmutating set { start[feature.rawValue &* stride] = newValue }
    }
}
