// SPDX-License-Identifier: Apache-2.0

/// What has to be done to a stored picture to see it upright; the raw values are those of EXIF (tag 274).
public enum Orientation: UInt8, CaseIterable, Sendable {
    /// Nothing: the first row is the top, the first column the left side.
    case upright = 1
    /// Mirror it left to right.
    case mirrored = 2
    /// Turn it by half a turn.
    case halfTurn = 3
    /// Mirror it top to bottom.
    case flipped = 4
    /// Mirror it at the diagonal from the top left.
    case transposed = 5
    /// Turn it clockwise by a quarter.
    case clockwise = 6
    /// Mirror it at the diagonal from the top right.
    case transversed = 7
    /// Turn it counterclockwise by a quarter.
    case counterclockwise = 8

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
