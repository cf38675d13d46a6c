// SPDX-License-Identifier: Apache-2.0

/// The scalars of a YAML text in block style, each with the keys that lead to it.
///
/// Nuclio writes its `processor.yaml` by a program, always in this style. A whole YAML library would double the size
/// of the executable for these few values. What it doesn't know (anchors, `{}` and `[]` with content, text over
/// several lines) it passes over, so that the rest is still read.
struct BlockYAML {
    struct Scalar: Equatable {
        /// The keys from the outside in; an element of a list has its number as key.
        let path: [String]
        let text: String
    }

    private(set) var scalars: [Scalar] = []
    /// The keys that are open, with the columns they stand in.
    private var open: [(column: Int, key: String)] = []
    /// The elements met so far of the lists that are open, by the number of keys around them.
    private var elements: [Int: Int] = [:]
    /// Lines further right than this belong to a scalar that was read already.
    private var scalarColumn: Int?

    init(_ text: String) {
        for line in text.split(whereSeparator: \.isNewline) { read(line) }
    }

    /// The scalar at a path.
    func text(_ path: String...) -> String? {
        scalars.last { $0.path == path }?.text
    }

    private mutating func read(_ line: Substring) {
        var rest = line.drop { $0 == " " }
        var column = line.count - rest.count
        guard let first = rest.first, first != "#", rest != "---" else { return }
        if let scalarColumn, column > scalarColumn { return }
        scalarColumn = nil
        while rest.hasPrefix("- ") {
            beginElement(column: column)
            rest = rest.dropFirst(2).drop { $0 == " " }
            column = line.count - rest.count
        }
        guard let (key, value) = Self.split(rest) else { return }
        close(from: column)
        open.append((column, key))
        guard !value.isEmpty else { return }
        scalars.append(Scalar(path: open.map(\.key), text: Self.unquoted(value)))
        scalarColumn = column
    }

    /// A list may stand in the column of its key.
    private mutating func beginElement(column: Int) {
        while let last = open.last, last.column > column || (last.column == column && Int(last.key) != nil) {
            open.removeLast()
        }
        let number = elements[open.count, default: 0]
        elements = elements.filter { $0.key < open.count }
        elements[open.count] = number + 1
        open.append((column, "\(number)"))
    }

    private mutating func close(from column: Int) {
        while let last = open.last, last.column >= column { open.removeLast() }
        elements = elements.filter { $0.key <= open.count }
    }

    /// Parts `key: value`.
    private static func split(_ text: Substring) -> (key: String, value: Substring)? {
        if text.hasSuffix(":"), !text.dropLast().contains(": ") { return (unquoted(text.dropLast()), "") }
        var previous: Character = " "
        for index in text.indices {
            if previous == ":", text[index] == " " {
                let key = text[..<text.index(before: index)]
                let value = withoutComment(text[index...].drop { $0 == " " })
                return (unquoted(key), value)
            }
            previous = text[index]
        }
        return nil
    }

    private static func withoutComment(_ value: Substring) -> Substring {
        guard value.first != "\"", value.first != "'" else { return value }
        if value.first == "#" { return "" }
        var previous: Character = "x"
        for index in value.indices {
            if previous == " ", value[index] == "#" { return trimmed(value[..<index]) }
            previous = value[index]
        }
        return trimmed(value)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while text.last == " " { text.removeLast() }
        return text
    }

    private static func unquoted(_ text: Substring) -> String {
        guard let quote = text.first, quote == "\"" || quote == "'" else { return String(text) }
        return String(text.dropFirst().prefix { $0 != quote })
    }
}
