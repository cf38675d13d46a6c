// SPDX-License-Identifier: Apache-2.0

/// Numbers from which something is decided: one row a thing, one column a feature.
struct FeatureTable: Sendable {
    /// Rows that are asked for together: each column has room for a multiple of them.
    static let lanes = 8

    let rows: Int
    let columns: Int
    /// From a number to that in the next column.
    let stride: Int
    /// Column after column: decisions ask many rows for one feature.
    private(set) var values: [Float]

    /// The next multiple of ``lanes``.
    static func padded(_ rows: Int) -> Int { (rows + lanes - 1) / lanes * lanes }

    init(rows: Int, columns: Int, fill: Float = 0) {
        self.rows = rows
        self.columns = columns
        stride = Self.padded(rows)
        values = [Float](repeating: fill, count: stride * columns)
    }

    /// The columns of `first`, and so many more that hold 0.
    init(_ first: FeatureTable, moreColumns: Int) {
        rows = first.rows
        columns = first.columns + moreColumns
        stride = first.stride
        values = []
        values.reserveCapacity(stride * columns)
        values += first.values
        values += repeatElement(0, count: stride * moreColumns)
    }

    /// Gives `body` one row to write, whose features begin at column `first`.
    @inline(__always)
    mutating func withRow<Feature>(
        _ row: Int, of features: Feature.Type, from first: Int = 0, _ body: (FeatureRow<Feature>) -> Void
    ) {
        precondition(row >= 0 && row < rows)
        values.withUnsafeMutableBufferPointer { values in
            guard let start = values.baseAddress else { return }
            body(FeatureRow(start: start + row + first * stride, stride: stride))
        }
    }

    /// Writes a column; `value` tells the number of each row.
    @inline(__always)
    mutating func fill(_ column: Int, _ value: (_ row: Int) -> Float) {
        let start = column * stride
        values.withUnsafeMutableBufferPointer { values in
            for row in 0..<rows { values[start &+ row] = value(row) }
        }
    }

    /// The numbers of a row.
    func row(_ row: Int) -> [Float] { (0..<columns).map { self[row, $0] } }

    subscript(row: Int, column: Int) -> Float {
        get { values[column * stride + row] }
        set { values[column * stride + row] = newValue }
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
