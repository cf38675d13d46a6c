// SPDX-License-Identifier: Apache-2.0

import ImageCodecs
import Interactor
import Outline
import Raster
import Segmentation

/// Everything that is measured on one picture.
struct PictureReport {
    let name: String
    let width: Int
    let height: Int
    let fileBytes: Int
    private(set) var stages: Timings
    private(set) var clicks: Timings
    /// Most memory that a first click took above what the process held with the request in it.
    let peakBytes: Int
    /// What the process holds more than before, after the click, and what the cache counts for it.
    let keptBytes: Int
    let countedBytes: Int

    private let segmenter = Segmenter(.builtIn)

    /// Measures everything `runs` times.
    init(_ picture: PictureFile, runs: Int, clock: Clock) throws {
        name = picture.name
        fileBytes = picture.bytes.count
        stages = Timings(clock)
        clicks = Timings(clock)
        let base64 = picture.base64
        let header = try ImageHeader(of: picture.bytes)
        (width, height) = (header.width, header.height)
        // First, while little memory lies about that was used and freed.
        (peakBytes, keptBytes) = try Self.memory(
            base64, click: Point(x: Double(width) / 2, y: Double(height) / 2))
        let analysis = segmenter.analyse(
            try ImageDecoder().decodePicture(picture.bytes, sufficientSamples: Segmenter.sufficientSamples))
        countedBytes = analysis.byteCount
        let plan = ClickPlan(analysis, segmenter)
        for _ in 0..<runs { try measureStages(base64, plan) }
        for _ in 0..<runs { try measureClicks(base64, plan) }
    }

    private mutating func measureStages(_ base64: [UInt8], _ plan: ClickPlan) throws {
        let body = requestBody(base64: base64, positives: plan.first.positives)
        let file = try body.withUnsafeBytes { body in
            let text = try stages.measure("parse") { try RequestStages.imageText(in: body) }
            stages.measure("key of the picture") { RequestStages.hash(text) }
            return try stages.measure("base64") { try RequestStages.file(ofBase64: text) }
        }
        let decoded = try stages.measure("decode") {
            try ImageDecoder().decodePicture(file, sufficientSamples: Segmenter.sufficientSamples)
        }
        var laps = Timings(stages.clock)
        let analysis = segmenter.analyse(
            decoded, expecting: plan.first, clock: StageClock { stage, work in laps.measure(stage, work) })
        stages.add(laps)
        measureAnswer(to: plan.first, "first click", on: analysis)
        measureAnswer(to: plan.next, "next click", on: analysis)
        measureAnswer(to: plan.moved, "zoom moves", on: analysis)
    }

    private mutating func measureAnswer(to prompts: Prompts, _ name: String, on analysis: Analysis) {
        var laps = Timings(stages.clock)
        let clock = StageClock { stage, work in laps.measure("\(stage), \(name)", work) }
        guard let segment = segmenter.segment(analysis, prompts, clock: clock) else { return }
        stages.add(laps)
        let polygon = stages.measure("outline, \(name)") { outline(of: segment.mask, containing: prompts.positives) }
        let answer = Answer(mask: segment.mask, confidence: segment.confidence, polygon: polygon)
        for form in [ReplyForm.full, .cropped, .shapes] {
            stages.measure("reply, \(form.rawValue), \(name)") { answer.reply(form).write() }
        }
    }

    private mutating func measureClicks(_ base64: [UInt8], _ plan: ClickPlan) throws {
        let interactor = Interactor(InteractorConfiguration(replyForm: .full))
        for (name, prompts) in [("first click", plan.first), ("next click", plan.next), ("zoom moves", plan.moved)] {
            let body = requestBody(base64: base64, positives: prompts.positives, negatives: prompts.negatives)
            try clicks.measure(name) {
                try body.withUnsafeBytes { try interactor.reply(to: $0) }.write()
            }
        }
    }

    private static func memory(_ base64: [UInt8], click: Point) throws -> (peak: Int, kept: Int) {
        let body = requestBody(base64: base64, positives: [click])
        let interactor = Interactor(InteractorConfiguration(replyForm: .full))
        ProcessMemory.resetPeak()
        let before = ProcessMemory.resident
        try body.withUnsafeBytes { try interactor.reply(to: $0) }.write()
        let peak = ProcessMemory.peak - before
        return withExtendedLifetime(interactor) { (peak, ProcessMemory.resident - before) }
    }
}

extension Reply {
    /// Writes every piece as if it were to be sent.
    fileprivate func write() {
        for piece in pieces {
            withUnsafeTemporaryAllocation(byteCount: piece.byteCount, alignment: 16) { piece.write(to: $0) }
        }
    }
}
