// SPDX-License-Identifier: Apache-2.0

import ImageCodecs
import Raster

extension Result<Image, ImageDecodingError> {
    /// Whether decoding ended because the bytes break a rule of `format`.
    func isDamage(of format: ImageFormat) -> Bool {
        if case .failure(.damaged(format, _)) = self { true } else { false }
    }
}
