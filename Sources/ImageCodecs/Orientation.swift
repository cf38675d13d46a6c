// SPDX-License-Identifier: Apache-2.0

/// Where the first row and the first column of a stored picture are seen; the raw values are those of EXIF (tag 274).
public enum Orientation: UInt8, CaseIterable, Sendable {
    /// The first row is the top, the first column the left side: nothing has to be done.
    case upright = 1
    /// Top, right: mirrored left to right.
    case mirrored = 2
    /// Bottom, right: turned by half a turn.
    case turnedOver = 3
    /// Bottom, left: mirrored top to bottom.
    case flipped = 4
    /// Left, top: mirrored at the diagonal from the top left.
    case transposed = 5
    /// Right, top: to be turned clockwise by a quarter.
    case lyingLeft = 6
    /// Right, bottom: mirrored at the diagonal from the top right.
    case transversed = 7
    /// Left, bottom: to be turned counterclockwise by a quarter.
    case lyingRight = 8

    /// Whether the upright picture is as wide as the stored one is high.
    public var swapsSides: Bool { rawValue >= 5 }

    /// Reads the orientation from a TIFF block as EXIF has it; `nil` if it says none or is broken.
    init?(exif block: ByteView) {
        let order: ByteView.Order
        if block.has("II") {
            order = .littleEndian
        } else if block.has("MM") {
            order = .bigEndian
        } else {
            return nil
        }
        guard block.uint16(at: 2, order) == 42, let directory = block.uint32(at: 4, order),
            let entries = block.uint16(at: Int(directory), order)
        else { return nil }
        for index in 0..<Int(entries) {
            let entry = Int(directory) + 2 + 12 * index
            guard let tag = block.uint16(at: entry, order) else { return nil }
            guard tag == Self.tag else { continue }
            guard let value = Self.value(of: entry, in: block, order) else { return nil }
            self.init(rawValue: value)
            return
        }
        return nil
    }

    private static let tag: UInt16 = 274

    /// The value of a directory entry of type short, as the standard has it, or long, as some writers do.
    private static func value(of entry: Int, in block: ByteView, _ order: ByteView.Order) -> UInt8? {
        switch block.uint16(at: entry + 2, order) {
        case 3: block.uint16(at: entry + 8, order).flatMap(UInt8.init(exactly:))
        case 4: block.uint32(at: entry + 8, order).flatMap(UInt8.init(exactly:))
        default: nil
        }
    }
}
