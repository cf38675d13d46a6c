// SPDX-License-Identifier: Apache-2.0

public import Segmentation

/// The settings of an ``Interactor``.
public struct InteractorConfiguration: Sendable {
    /// Largest picture that is decoded, in pixels.
    public var maxPixels: Int
    /// Memory for pictures kept for their next click, in bytes; 0 keeps none.
    public var cacheBytes: Int
    /// Memory for pictures that are being decoded, in bytes, beyond which they wait for each other.
    public var decodingBytes: Int
    /// How masks are written.
    public var replyForm: ReplyForm
    /// What the segmenter decides with.
    public var decisions: Decisions
    /// Side in pixels of a square as large as a typical object, where a request does not say it; nil if nobody knows.
    public var typicalObjectSize: Double?
    /// Cores of the machine: with 2 or more, several work on the first click on a picture if it is alone.
    public var cores: Int

    /// Settings; each has the default that the README names.
    public init(
        maxPixels: Int = 100_000_000, cacheBytes: Int = 512 << 20, decodingBytes: Int = .max,
        replyForm: ReplyForm = .auto,
        decisions: Decisions = .builtIn, typicalObjectSize: Double? = nil, cores: Int = 1
    ) {
        self.maxPixels = maxPixels
        self.cacheBytes = cacheBytes
        self.decodingBytes = decodingBytes
        self.replyForm = replyForm
        self.decisions = decisions
        self.typicalObjectSize = typicalObjectSize
        self.cores = cores
    }

    /// `prompts` with what is known here where they say nothing.
    public func completed(_ prompts: Prompts) -> Prompts {
        var completed = prompts
        completed.typicalObjectSize = prompts.typicalObjectSize ?? typicalObjectSize
        return completed
    }

    /// Makes do with a limit of the process's memory, in bytes: keeps, accepts and decodes at once no more than goes in.
    ///
    /// The worst file of 100 megapixels takes 1.5 GB while it is decoded, whatever its size.
    public mutating func fit(intoMemory limit: Int) {
        cacheBytes = min(cacheBytes, Self.half(ofSpare: limit))
        maxPixels = min(maxPixels, max(1_000_000, (limit - (128 << 20)) / DecodingMemory.bytesPerPixel))
        decodingBytes = min(decodingBytes, max(64 << 20, Self.spare(ofMemory: limit)))
    }

    /// Half of the memory that a limit leaves beside what is worked on: for request bodies, or for kept pictures.
    package static func half(ofSpare memoryLimit: Int) -> Int { spare(ofMemory: memoryLimit) / 2 }

    /// The memory that a limit leaves beside what is worked on, a few pictures of 12 megapixels and their replies; with
    /// less room for them a burst of such requests was seen to end the process.
    private static func spare(ofMemory limit: Int) -> Int { max(0, limit - (384 << 20)) }
}
