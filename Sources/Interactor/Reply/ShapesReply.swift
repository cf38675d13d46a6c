// SPDX-License-Identifier: Apache-2.0

import Outline
import Raster

extension Answer {
    /// CVAT shows shapes with at least this confidence until the annotator moves its slider.
    private static let leastShown = 0.5

    /// `{"shapes": [{"type": "mask", "points": [runs ..., left, top, right, bottom], "attributes": [confidence]}]}`.
    ///
    /// The type is never left out: when CVAT moves a reply from a cut-out to the whole picture it takes the numbers of
    /// an untyped shape for coordinates. The attribute with `spec_id` 0 is the confidence; it is written no lower than
    /// what CVAT shows at first, since a click must not seem to have done nothing. Without an object there is no
    /// shape, and CVAT says so.
    func shapesReply() -> Reply {
        guard let runs = RunLengths(mask) else { return Reply(JSONText("{\"shapes\":[]}").bytes) }
        var text = JSONText("{\"shapes\":[{\"type\":\"mask\",\"points\":")
        text.append(runs.values)
        text.append(",\"attributes\":[{\"spec_id\":0,\"value\":\"")
        text.append(confidence > Self.leastShown ? min(1, confidence) : Self.leastShown)
        text.append("\"}]}]}")
        return Reply(text.bytes)
    }
}
