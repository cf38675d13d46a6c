// SPDX-License-Identifier: Apache-2.0

/// Where in a JPEG file its only scan is and how it is written, for files that can be cut in two: Huffman codes, all
/// components in one sequential scan, and no restart markers.
struct EntropyScan {
    /// A component's blocks in a unit, and how they are written.
    struct Component {
        let blocks: Int
        let differences: HuffmanCode
        let coefficients: CoefficientSteps
    }

    let components: [Component]
    let unitsAcross: Int
    let unitsDown: Int
    /// Rows of pixels in a unit (a minimum coded unit of the standard).
    let unitHeight: Int
    /// Where in the file the number of rows is written.
    let heightOffset: Int
    /// Where in the file the scan's bits begin.
    let start: Int

    /// nil if the file is written in another way, or if anything about it is strange.
    init?(_ file: ByteView, _ sampling: JPEGSampling) {
        var segments = Segments(file)
        var tables = HuffmanTables()
        var frame: (segment: ByteView, offset: Int)?
        while let (marker, segment, offset) = segments.next() {
            switch marker {
            case 0xC4:
                guard tables.define(segment) else { return nil }
            case 0xC0, 0xC1:
                guard frame == nil, segment.byte(at: 0) == 8 else { return nil }
                frame = (segment, offset)
            case 0xDA:
                guard let frame, let height = frame.segment.uint16(at: 1), let width = frame.segment.uint16(at: 3),
                    let components = Self.components(frame.segment, scan: segment, sampling, tables)
                else { return nil }
                self.components = components
                unitHeight = 8 * sampling.down
                unitsAcross = (Int(width) + 8 * sampling.across - 1) / (8 * sampling.across)
                unitsDown = (Int(height) + unitHeight - 1) / unitHeight
                heightOffset = frame.offset + 1
                start = offset + segment.count
                return
            // Tables of quantisation, segments of applications, comments; all others change how the scan is written.
            case 0xDB, 0xE0...0xEF, 0xFE: continue
            default: return nil
            }
        }
        return nil
    }

    private static func components(
        _ frame: ByteView, scan: ByteView, _ sampling: JPEGSampling, _ tables: HuffmanTables
    ) -> [Component]? {
        let count = sampling.components
        // One scan with all components, all coefficients and all of their bits.
        guard frame.byte(at: 5) == UInt8(count), scan.byte(at: 0) == UInt8(count), scan.count == 4 + 2 * count,
            scan.has([0, 63, 0], at: 1 + 2 * count)
        else { return nil }
        var components: [Component] = []
        for index in 0..<count {
            guard let name = frame.byte(at: 6 + 3 * index), scan.byte(at: 1 + 2 * index) == name,
                let factors = frame.byte(at: 7 + 3 * index), index == 0 || factors == 0x11,
                count > 1 || factors == 0x11, let choice = scan.byte(at: 2 + 2 * index),
                let differences = tables.differences[choice >> 4], let coefficients = tables.coefficients[choice & 15]
            else { return nil }
            components.append(
                Component(
                    blocks: index == 0 ? sampling.across * sampling.down : 1, differences: differences,
                    coefficients: CoefficientSteps(coefficients)))
        }
        return components
    }
}

/// The Huffman codes that a file defines, by their numbers.
private struct HuffmanTables {
    /// Codes that a file may define at once, four of each kind. One that goes on to define others before its only scan is
    /// none of the usual ones, and reading each takes a thousand times as long as its bytes take to write.
    private static let limit = 8

    var differences: [UInt8: HuffmanCode] = [:]
    var coefficients: [UInt8: HuffmanCode] = [:]
    private var count = 0

    /// Takes the codes of a segment; false if they make no sense or are too many.
    mutating func define(_ segment: ByteView) -> Bool {
        var offset = 0
        while let kind = segment.byte(at: offset) {
            count += 1
            guard count <= Self.limit, let rest = segment.part(at: offset + 1, count: segment.count - offset - 1),
                let code = HuffmanCode(rest)
            else { return false }
            switch kind >> 4 {
            case 0: differences[kind & 15] = code
            case 1: coefficients[kind & 15] = code
            default: return false
            }
            offset += 1 + code.byteCount
        }
        return true
    }
}

/// The segments of a JPEG file one after the other, with nothing between them.
private struct Segments {
    private let file: ByteView
    private var offset = 2

    init(_ file: ByteView) {
        self.file = file
    }

    /// The next marker, its segment without the length, and where that is.
    mutating func next() -> (marker: UInt8, segment: ByteView, offset: Int)? {
        guard file.byte(at: offset) == 0xFF, let marker = file.byte(at: offset + 1),
            let length = file.uint16(at: offset + 2), length >= 2,
            let segment = file.part(at: offset + 4, count: Int(length) - 2)
        else { return nil }
        let start = offset + 4
        offset = start + segment.count
        return (marker, segment, start)
    }
}
