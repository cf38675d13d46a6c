// SPDX-License-Identifier: Apache-2.0

/// How a mask is written.
///
/// A mask of a whole 12-megapixel frame is 24 MB of JSON, which every CVAT since 2.3 understands. Most versions also
/// understand one of two forms of a few kilobytes, but none of them understands both.
public enum ReplyForm: String, CaseIterable, Sendable {
    /// The smallest form that the calling CVAT understands for certain.
    case auto
    /// `{"points", "mask"}` with the mask of the whole frame.
    case full
    /// `{"points", "mask", "bounds"}` with the mask inside the bounds only.
    case cropped
    /// `{"shapes"}` with the run lengths of the mask and the confidence.
    case shapes

    /// The form to write for `caller`; never ``auto``.
    ///
    /// Bounds are read by CVAT 2.4.4 to 2.54 and would put the object into the picture's corner in the versions with
    /// the new interaction pipeline, which came somewhere from 2.55 to 2.69. Shapes are understood from 2.70.
    public func chosen(for caller: Caller) -> ReplyForm {
        guard self == .auto else { return self }
        guard let version = caller.cvatVersion else { return .full }
        if version >= CVATVersion(2, 70) { return .shapes }
        // What is to become 2.55 may have the new pipeline already.
        if version >= CVATVersion(2, 4, 4) && version.release < CVATVersion(2, 55) { return .cropped }
        return .full
    }
}
