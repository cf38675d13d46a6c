// SPDX-License-Identifier: Apache-2.0

extension Answer {
    /// The JSON text of the reply in `form`.
    public func reply(_ form: ReplyForm) -> [UInt8] {
        switch form {
        case .auto, .full: fullReply()
        case .cropped: croppedReply()
        case .shapes: shapesReply()
        }
    }
}
