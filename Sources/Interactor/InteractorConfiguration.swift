// SPDX-License-Identifier: Apache-2.0

public import Segmentation

/// The settings of an ``Interactor``.
public struct InteractorConfiguration: Sendable {
    /// Largest picture that is decoded, in pixels.
    public var maxPixels: Int
    /// Memory for pictures kept for their next click, in bytes; 0 keeps none.
    public var cacheBytes: Int
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
        maxPixels: Int = 100_000_000, cacheBytes: Int = 512 << 20, replyForm: ReplyForm = .auto,
        decisions: Decisions = .builtIn, typicalObjectSize: Double? = nil, cores: Int = 1
    ) {
        self.maxPixels = maxPixels
        self.cacheBytes = cacheBytes
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
}
