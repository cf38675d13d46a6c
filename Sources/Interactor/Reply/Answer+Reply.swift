// SPDX-License-Identifier: Apache-2.0

extension Answer {
    /// The reply in `form`.
    public func reply(_ form: ReplyForm) -> Reply {
        switch form {
        case .auto, .full: fullReply()
        case .cropped: croppedReply()
        case .shapes: shapesReply()
        }
    }
}
