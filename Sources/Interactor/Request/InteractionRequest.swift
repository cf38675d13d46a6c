// SPDX-License-Identifier: Apache-2.0

import Segmentation

/// What CVAT asks: a picture and what the annotator has drawn on it.
struct InteractionRequest {
    /// Where the base64 text of the picture is among the bytes of the request.
    var image: JSONString
    /// The points and boxes.
    var prompts: Prompts
}
