// SPDX-License-Identifier: Apache-2.0

/// Keeps account of the memory for pictures that are being decoded, so that several large ones at once don't use up what
/// there is: who would go beyond it waits for others to be done. One alone may take what it needs.
final class DecodingMemory: Sendable {
    /// At most so many bytes a pixel are taken while a file is decoded: for an interlaced PNG file, or a progressive JPEG
    /// file in four colours that has to be turned, all of its coefficients or rows, the picture, and the picture turned.
    static let bytesPerPixel = 15

    private let limit: Int
    private let cores: SpareCores
    private let used = Monitor(0)

    /// Memory of `limit` bytes.
    ///
    /// - Parameter cores: Are told who sleeps.
    init(limit: Int, cores: SpareCores = SpareCores(cores: 1)) {
        self.limit = limit
        self.cores = cores
    }

    /// What `work` makes, in its turn, of a picture of so many pixels.
    func whileDecoding<Value, Failure>(
        pixels: Int, _ work: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let (needed, isTooMuch) = pixels.multipliedReportingOverflow(by: Self.bytesPerPixel)
        let bytes = isTooMuch ? limit : min(limit, needed)
        cores.whileIdle {
            used.wait { used -> Void? in
                guard used <= limit - bytes else { return nil }
                used += bytes
                return ()
            }
        }
        defer { used.change { $0 -= bytes } }
        return try work()
    }
}
