// SPDX-License-Identifier: Apache-2.0

/// The settings of an ``Interactor``.
public struct InteractorConfiguration: Sendable {
    /// Largest picture that is decoded, in pixels.
    public var maxPixels: Int
    /// Memory for pictures kept for their next click, in bytes.
    public var cacheBytes: Int

    /// Settings; each has the default that the README names.
    public init(maxPixels: Int = 100_000_000, cacheBytes: Int = 512 << 20) {
        self.maxPixels = maxPixels
        self.cacheBytes = cacheBytes
    }
}
