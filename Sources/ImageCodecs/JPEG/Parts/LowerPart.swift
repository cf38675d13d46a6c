// SPDX-License-Identifier: Apache-2.0

/// The lower rows of a JPEG file's picture as a JPEG file of its own: the same samples to the bit.
struct LowerPart {
    /// Rows of the picture above the part.
    let firstRow: Int
    /// Rows of the part.
    let height: Int
    private let file: ByteView
    private let scan: EntropyScan
    private let bits: EntropyBits
    private let cut: ScanCut

    /// Looks for the place where the part begins. Cost: about a third of decoding what is above it.
    ///
    /// nil if the file is not one of the usual ones, or if something is wrong with what is above.
    init?(_ file: ByteView, _ header: JPEGHeader, _ sampling: JPEGSampling) {
        guard let scan = EntropyScan(file, sampling), let bits = EntropyBits(file, from: scan.start),
            let cut = ScanCut(scan, bits), cut.unitRow * scan.unitHeight < header.height
        else { return nil }
        self.file = file
        self.scan = scan
        self.bits = bits
        self.cut = cut
        firstRow = cut.unitRow * scan.unitHeight
        height = header.height - firstRow
    }

    /// The bytes of the file. Cost: a copy of the file's own from the cut on.
    var bytes: [UInt8] {
        let remaining = bits.count - cut.position / 8
        return [UInt8](unsafeUninitializedCapacity: scan.start + 2 * remaining + 64) { target, count in
            _ = target.update(fromContentsOf: file.bytes[..<scan.start])
            target[scan.heightOffset] = UInt8(truncatingIfNeeded: height >> 8)
            target[scan.heightOffset + 1] = UInt8(truncatingIfNeeded: height)
            count = scan.start
            guard let base = target.baseAddress else { return }
            var writer = StuffedBits(UnsafeMutableRawPointer(base + count))
            var position = cut.position
            for rewriting in cut.rewritings {
                writer.append(position..<rewriting.range.lowerBound, of: bits)
                writer.append(rewriting.bits, length: rewriting.length)
                position = rewriting.range.upperBound
            }
            writer.append(position..<(8 * bits.count), of: bits)
            writer.close()
            count += writer.count
            target[count] = 0xFF
            target[count + 1] = EntropyBits.endOfImage
            count += 2
        }
    }
}
