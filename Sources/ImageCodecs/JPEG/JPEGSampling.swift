// SPDX-License-Identifier: Apache-2.0

/// How a JPEG file samples colours: one sample each of blue and red difference for `across` x `down` pixels, or none.
///
/// Only the ways that nearly all files go: gray, 4:4:4, 4:2:2 and 4:2:0.
struct JPEGSampling: Equatable {
    /// 1 for gray, 3 for colours.
    let components: Int
    let across: Int
    let down: Int

    /// Pixels along the sides of the rectangle that shares a colour, if there is a luma for `lumaStep` x `lumaStep`.
    ///
    /// Where colours are coarser than luma both ways libjpeg first leaves out what luma has more of. Gray has no colours,
    /// so they may be as coarse.
    func colourSteps(lumaStep: Int) -> (across: Int, down: Int) {
        if components == 1 { return (max(2, lumaStep), max(2, lumaStep)) }
        return across == down ? (max(across, lumaStep), max(down, lumaStep)) : (across * lumaStep, down * lumaStep)
    }

    /// Reads the sampling factors of a frame header: three bytes a component from the seventh byte on.
    init?(frameHeader segment: ByteView) {
        switch segment.byte(at: 5) {
        case 1: (components, across, down) = (1, 1, 1)
        case 3:
            let factors = [7, 10, 13].map { segment.byte(at: $0) }
            guard factors[1] == 0x11, factors[2] == 0x11 else { return nil }
            switch factors[0] {
            case 0x11: (components, across, down) = (3, 1, 1)
            case 0x21: (components, across, down) = (3, 2, 1)
            case 0x22: (components, across, down) = (3, 2, 2)
            default: return nil
            }
        default: return nil
        }
    }
}
