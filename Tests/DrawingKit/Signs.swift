// SPDX-License-Identifier: Apache-2.0

/// A picture drawn with signs, a line a row; blanks and empty lines are only for the eye.
public struct Signs {
    /// Signs in the first row.
    public let width: Int
    /// Rows.
    public let height: Int
    /// Row after row.
    public let all: [Character]

    /// Reads a drawing, all of whose rows have to be equally long.
    public init(_ drawing: String) {
        let rows = drawing.split(separator: "\n").map { $0.filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
        width = rows.first?.count ?? 0
        height = rows.count
        all = Array(rows.joined())
    }
}
