// SPDX-License-Identifier: Apache-2.0

import CImageShims
import Synchronization

/// A JPEG file whose planes are wanted as they are stored.
struct PlanesFile: @unchecked Sendable {
    private let bytes: UnsafeRawBufferPointer
    private let header: JPEGHeader
    private let sampling: JPEGSampling
    let layout: PlaneLayout

    /// The file in `bytes`, which must stay there, with a sample of luma for `step` x `step` pixels.
    init(_ bytes: UnsafeRawBufferPointer, _ header: JPEGHeader, _ sampling: JPEGSampling, step: Int) {
        self.bytes = bytes
        self.header = header
        self.sampling = sampling
        layout = PlaneLayout(header, sampling, step: step)
    }

    /// Decodes the file into `planes`, perhaps in two parts at the same time; whether its planes are those of the layout.
    func decode(into planes: PlaneMemory, _ sharing: ImageDecoder.Sharing?) throws(ImageDecodingError) -> Bool {
        if let sharing, let hasPlanes = try decodeInParts(into: planes, sharing) { return hasPlanes }
        return try decode(bytes, height: header.height, into: planes, image_shim_jpeg_course())
    }

    /// The same from the top and from a row further down; nil if there is anything wrong below. Who decodes the whole
    /// file then says what it is.
    private func decodeInParts(
        into planes: PlaneMemory, _ sharing: ImageDecoder.Sharing
    ) throws(ImageDecodingError) -> Bool? {
        let meeting = MeetingRow()
        let upper = Mutex(Result<Bool, ImageDecodingError>.success(false))
        let lowerIsSound = Mutex(true)
        sharing(2) { part in
            if part == 0 {
                let result = Result { () throws(ImageDecodingError) in try decodeUpper(into: planes, meeting) }
                meeting.close()
                upper.withLock { $0 = result }
            } else if let isSound = decodeLower(into: planes, meeting) {
                lowerIsSound.withLock { $0 = isSound }
            }
        }
        let hasPlanes = try upper.withLock { $0 }.get()
        return lowerIsSound.withLock { $0 } ? hasPlanes : nil
    }

    /// Decodes the rows from the top to the meeting.
    private func decodeUpper(into planes: PlaneMemory, _ meeting: MeetingRow) throws(ImageDecodingError) -> Bool {
        let course = image_shim_jpeg_course(
            goes_on: { context, row in
                context.map { Unmanaged<MeetingRow>.fromOpaque($0).takeUnretainedValue().begins(Int(row)) } ?? true
            },
            context: Unmanaged.passUnretained(meeting).toOpaque(), is_strict: false)
        return try decode(bytes, height: header.height, into: planes, course)
    }

    /// Decodes the lower part, if there is one and it is not begun yet; whether it is sound.
    private func decodeLower(into planes: PlaneMemory, _ meeting: MeetingRow) -> Bool? {
        guard !meeting.isClosed, let part = LowerPart(ByteView(bytes), header, sampling),
            meeting.take(from: part.firstRow)
        else { return nil }
        let course = image_shim_jpeg_course(goes_on: nil, context: nil, is_strict: true)
        return part.bytes.withUnsafeBytes { bytes in
            (try? decode(bytes, height: part.height, into: planes.from(row: part.firstRow, layout), course)) == true
        }
    }

    private func decode(
        _ bytes: UnsafeRawBufferPointer, height: Int, into planes: PlaneMemory, _ course: image_shim_jpeg_course
    ) throws(ImageDecodingError) -> Bool {
        var layout = layout.shim
        var course = course
        var holdsOtherColours = false
        try runShim(.jpeg) { message in
            let status = image_shim_decode_jpeg_planes(
                bytes.baseAddress, bytes.count, UInt32(header.width), UInt32(height), &layout, &course,
                [planes.luma, planes.blue, planes.red], message)
            holdsOtherColours = status == IMAGE_SHIM_OTHER_COLOURS
            return holdsOtherColours ? IMAGE_SHIM_OK : status
        }
        return !holdsOtherColours
    }
}

/// Where the planes of a picture are; threads write to rows of their own.
struct PlaneMemory: @unchecked Sendable {
    let luma: UnsafeMutablePointer<UInt8>?
    let blue: UnsafeMutablePointer<UInt8>?
    let red: UnsafeMutablePointer<UInt8>?

    /// The same planes from a row of the picture on, at which rows of all planes begin.
    func from(row: Int, _ layout: PlaneLayout) -> PlaneMemory {
        let colourOffset = row / layout.down * layout.colourWidth
        return PlaneMemory(
            luma: luma.map { $0 + row / layout.step * layout.lumaWidth }, blue: blue.map { $0 + colourOffset },
            red: red.map { $0 + colourOffset })
    }
}

/// How large the planes of a picture are.
struct PlaneLayout: Sendable {
    /// Pixels along the side of a sample of luma.
    let step: Int
    /// Pixels along the sides of a sample of colour.
    let across: Int
    let down: Int
    let lumaWidth: Int
    let colourWidth: Int
    let colourHeight: Int
    let shim: image_shim_jpeg_planes

    init(_ header: JPEGHeader, _ sampling: JPEGSampling, step: Int) {
        self.step = step
        (across, down) = sampling.colourSteps(lumaStep: step)
        lumaWidth = reduced(header.width, by: step)
        colourWidth = reduced(header.width, by: across)
        colourHeight = reduced(header.height, by: down)
        shim = image_shim_jpeg_planes(
            components: UInt32(sampling.components), across: UInt32(sampling.across), down: UInt32(sampling.down),
            denominator: UInt32(step), colour_step_across: UInt32(across), colour_step_down: UInt32(down))
    }
}

extension PlaneLayout {
    /// Whether the planes of a file can be turned as its orientation asks: squares of pixels that share a colour, once those
    /// of 4:2:2 are averaged, have to be squares of the upright picture.
    func canBeTurned(_ header: JPEGHeader) -> Bool {
        header.orientation == .upright
            || (header.width.isMultiple(of: across) && header.height.isMultiple(of: across))
    }
}

/// The samples along a side, if there is one for `denominator` pixels.
func reduced(_ side: Int, by denominator: Int) -> Int {
    (side + denominator - 1) / denominator
}
