// SPDX-License-Identifier: Apache-2.0

import ImageCodecs
import Outline
public import Raster
public import Segmentation

/// Answers the requests of CVAT's interactor contract, whatever carried them here.
///
/// It may be used from many threads at once; every call works on the calling thread until the reply is made.
public final class Interactor: Sendable {
    private let configuration: InteractorConfiguration
    private let segmenter: Segmenter
    private let contentHash = ContentHash()
    private let pictures: PictureCache<Analysis>
    private let decodingMemory: DecodingMemory
    private let spareCores: SpareCores

    /// An interactor with an empty cache.
    public init(_ configuration: InteractorConfiguration = InteractorConfiguration()) {
        self.configuration = configuration
        segmenter = Segmenter(configuration.decisions)
        spareCores = SpareCores(cores: configuration.cores)
        pictures = PictureCache(capacity: configuration.cacheBytes, cores: spareCores) { $0.byteCount }
        decodingMemory = DecodingMemory(limit: configuration.decodingBytes, cores: spareCores)
    }

    /// The reply to a request; both are JSON texts in UTF-8.
    ///
    /// The first request with a picture costs its decoding and analysis; later ones with the same picture only look it
    /// up by its base64 text. Requests with a picture that is just being analysed wait for that.
    ///
    /// - Parameter isWanted: Asked from time to time whether anybody still waits for the reply; if not, the work ends with
    ///   status 408. It is not asked while a file is decoded.
    /// - Throws: ``RequestError`` if the request can't be answered; it says what was wrong and what is accepted.
    public func reply(
        to body: UnsafeRawBufferPointer, from caller: Caller = .unknown, while isWanted: () -> Bool = { true }
    ) throws(RequestError) -> Reply {
        try spareCores.duringRequest { () throws(RequestError) in try counted(body, caller, isWanted) }
    }

    private func counted(
        _ body: UnsafeRawBufferPointer, _ caller: Caller, _ isWanted: () -> Bool
    ) throws(RequestError) -> Reply {
        let request = try RequestReader.read(body)
        let prompts = configuration.completed(request.prompts)
        let known = try analysis(
            ofBase64: UnsafeRawBufferPointer(rebasing: body[request.image.range]), expecting: prompts,
            while: isWanted)
        guard let (analysis, isNew) = known else { throw .unwanted }
        // Later clicks are quick, unless there is a long boundary to settle; two annotators who click all the time get
        // more done without helping each other.
        let helpers = spareCores.helpers
        let segment = segmenter.segment(
            analysis, prompts, helpers: isNew ? helpers : .none, boundaryHelpers: helpers, while: isWanted)
        guard let segment else { throw .unwanted }
        return answer(segment, to: prompts).reply(configuration.replyForm.chosen(for: caller))
    }

    /// As much of the picture in a file as clicks are answered from: very large JPEG files are decoded reduced.
    ///
    /// - Throws: ``RequestError`` with status 422 if the file can't be decoded.
    public func decode(_ file: UnsafeRawBufferPointer) throws(RequestError) -> Picture {
        try decode(file, sufficientSamples: Segmenter.sufficientSamples)
    }

    /// Every pixel of the picture in a file, to draw on.
    ///
    /// - Throws: ``RequestError`` with status 422 if the file can't be decoded.
    public func image(_ file: UnsafeRawBufferPointer) throws(RequestError) -> Image {
        try decode(file, sufficientSamples: nil).image
    }

    private func decode(_ file: UnsafeRawBufferPointer, sufficientSamples: Int?) throws(RequestError) -> Picture {
        do throws(ImageDecodingError) {
            let decoder = ImageDecoder(maximumPixels: configuration.maxPixels)
            let header = try decoder.header(of: file)
            return try decodingMemory.whileDecoding(pixels: header.pixelCount) { () throws(ImageDecodingError) in
                try decoder.decodePicture(
                    file, header: header, sufficientSamples: sufficientSamples, sharing: spareCores.helpers.perform)
            }
        } catch {
            throw RequestError(status: 422, reason: error.description)
        }
    }

    /// What clicks on `picture` need to know of it, `prompts` first of all. Costs most of what a first click costs.
    public func analyse(_ picture: Picture, expecting prompts: Prompts? = nil) -> Analysis {
        segmenter.analyse(picture, expecting: prompts, helpers: spareCores.helpers)
    }

    /// The object that `prompts` point at, with its outline.
    public func answer(to prompts: Prompts, on analysis: Analysis) -> Answer {
        let prompts = configuration.completed(prompts)
        return answer(segmenter.segment(analysis, prompts), to: prompts)
    }

    private func answer(_ segment: Segment, to prompts: Prompts) -> Answer {
        Answer(
            mask: segment.mask, confidence: segment.confidence,
            polygon: outline(of: segment.mask, containing: prompts.positives))
    }

    /// What is known of the picture in `text`, and whether that had to be found out first; nil if nobody waits any more.
    private func analysis(
        ofBase64 text: UnsafeRawBufferPointer, expecting prompts: Prompts, while isWanted: () -> Bool
    ) throws(RequestError) -> (analysis: Analysis, isNew: Bool)? {
        var isNew = false
        let analysis = try pictures.value(for: contentHash.key(of: text)) { () throws(RequestError) in
            isNew = true
            guard let picture = try picture(ofBase64: text, while: isWanted), isWanted() else { return nil }
            return analyse(picture, expecting: prompts)
        }
        return analysis.map { ($0, isNew) }
    }

    /// A function of its own, so that the decoded file is gone before the analysis takes memory.
    private func picture(
        ofBase64 text: UnsafeRawBufferPointer, while isWanted: () -> Bool
    ) throws(RequestError) -> Picture? {
        let file = try Base64.decode(text)
        return isWanted() ? try decode(file) : nil
    }
}

extension RequestError {
    /// Only a log gets to see it.
    fileprivate static var unwanted: RequestError {
        RequestError(status: 408, reason: "Nobody waits for this reply any more")
    }
}
