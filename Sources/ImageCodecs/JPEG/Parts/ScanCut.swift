// SPDX-License-Identifier: Apache-2.0

/// A place between two rows of units at which a scan can be cut in two, so that both parts are scans of their own.
///
/// A first coefficient is written as its difference to the one before; the first ones behind the cut have none before
/// them and are written anew.
struct ScanCut {
    /// What stands in the second part in place of the beginning of a block.
    struct Rewriting {
        /// Bits of the scan that are left out.
        let range: Range<Int>
        let bits: UInt64
        let length: Int
    }

    /// Rows of units before the cut.
    let unitRow: Int
    /// Bits of the scan before the cut.
    let position: Int
    let rewritings: [Rewriting]

    /// The share of the bits before the cut: so much that who decodes from the start gets there when the other one, who
    /// steps over it first, gets to the end.
    private static let share = 0.6

    /// Steps over the scan until a good place comes; nil if there is none, or if something is wrong before it.
    init?(_ scan: EntropyScan, _ bits: EntropyBits) {
        let found = bits.bytes.withUnsafeBytes { bytes in
            bytes.baseAddress.flatMap { Self.find(scan, EntropyReader($0, bits), of: 8 * bits.count) }
        }
        guard let found else { return nil }
        self = found
    }

    private init(unitRow: Int, position: Int, rewritings: [Rewriting]) {
        self.unitRow = unitRow
        self.position = position
        self.rewritings = rewritings
    }

    private static func find(_ scan: EntropyScan, _ start: EntropyReader, of bitCount: Int) -> ScanCut? {
        let earliest = Int(share * Double(bitCount))
        var reader = start
        var sums = SIMD4<Int32>.zero
        for row in 0..<scan.unitsDown {
            if row > 0, reader.position >= earliest, let rewritings = rewritings(scan, reader, sums) {
                return ScanCut(unitRow: row, position: reader.position, rewritings: rewritings)
            }
            for _ in 0..<scan.unitsAcross {
                for index in 0..<scan.components.count {
                    for _ in 0..<scan.components[index].blocks {
                        guard reader.isInside,
                            let difference = reader.difference(scan.components[index].differences),
                            reader.stepOverCoefficients(scan.components[index].coefficients)
                        else { return nil }
                        sums[index] &+= difference
                    }
                }
            }
        }
        return nil
    }

    /// What has to be written anew in the unit at which `start` stands, where `sums` are the first coefficients before
    /// it; nil if the file has no code for that.
    private static func rewritings(
        _ scan: EntropyScan, _ start: EntropyReader, _ sums: SIMD4<Int32>
    ) -> [Rewriting]? {
        var reader = start
        var rewritings: [Rewriting] = []
        for (index, component) in scan.components.enumerated() {
            for block in 0..<component.blocks {
                let from = reader.position
                guard reader.isInside, let difference = reader.difference(component.differences) else { return nil }
                if block == 0 {
                    guard let value = DifferenceValue(sums[index] &+ difference),
                        let code = component.differences.code(of: UInt8(value.size))
                    else { return nil }
                    rewritings.append(
                        Rewriting(
                            range: from..<reader.position, bits: code.bits << UInt64(value.size) | UInt64(value.bits),
                            length: code.length + Int(value.size)))
                }
                guard reader.stepOverCoefficients(component.coefficients), !reader.isBeyond else { return nil }
            }
        }
        return rewritings
    }
}
