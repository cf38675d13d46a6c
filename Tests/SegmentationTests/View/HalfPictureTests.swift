// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

/// Pictures that are so large that they are kept at half their size, too.
@Suite struct HalfPictureTests {
    @Test("A large picture is there at half its size, for a quarter of its luma", arguments: [(2051, 7), (6, 2048)])
    func half(width: Int, height: Int) throws {
        let picture = StoredPicture.scene(width, height)
        let half = try #require(picture.half)
        #expect(half.width == (width + 1) / 2 && half.height == (height + 1) / 2)
        #expect(picture.byteCount == width * height + 3 * half.width * half.height)
        #expect(half.half == nil)
        for y in 0..<half.height {
            for x in 0..<half.width {
                let columns = (2 * x)..<min(width, 2 * x + 2)
                let rows = (2 * y)..<min(height, 2 * y + 2)
                let sum = rows.reduce(0) { sum, row in sum + columns.reduce(0) { $0 + picture.luma[$1, row] } }
                let count = Int32(columns.count * rows.count)
                #expect(half.luma[x, y] == (sum + count / 2) / count)
                #expect(half.blueDifference[x, y] == picture.blueDifference[2 * x, 2 * y])
                #expect(half.redDifference[x, y] == picture.redDifference[2 * x, 2 * y])
            }
        }
    }

    @Test("One whose luma is kept at half its size costs no more")
    func reduced() throws {
        let image = LumaChromaImage(
            width: 2049, height: 3, lumaStep: 2, colourStep: 4, luma: (0..<2050).map { UInt8(truncatingIfNeeded: $0) },
            blueDifference: [UInt8](repeating: 9, count: 513), redDifference: [UInt8](repeating: 8, count: 513))
        let picture = StoredPicture(.lumaChroma(image))
        let half = try #require(picture.half)
        #expect(half.width == 1025 && half.height == 2)
        #expect(half.luma.step == 1 && half.luma.samples == image.luma)
        #expect(half.blueDifference.step == 2 && half.blueDifference[1024, 1] == 9)
        #expect(picture.byteCount == 2050 + 2 * 513)
    }

    @Test("Small pictures, and those with a colour for every pixel, are not")
    func others() {
        #expect(StoredPicture.scene(2047, 5).half == nil)
        #expect(StoredPicture(.rgb(.plain(2100, 3))).half == nil)
    }

    @Test("A view of it is what it would be of the whole, but for rounding")
    func view() {
        let picture = StoredPicture.scene(2200, 120)
        let geometry = ViewGeometry(rect: PixelRect(width: 2200, height: 120), side: 384)
        #expect(picture.luma(for: geometry).step == 2)
        let whole = picture.luma.resampled(geometry).values
        let half = picture.luma(for: geometry).resampled(geometry).values
        // A view pixel covers 5.7 x 5.7; those at its rim are shared a little differently.
        #expect(zip(whole, half).allSatisfy { abs($0 - $1) < 12 })
        #expect(zip(whole, half).reduce(0) { $0 + abs($1.0 - $1.1) } < 0.5 * Float(whole.count))
        let closer = ViewGeometry(rect: PixelRect(width: 1200, height: 120), side: 320)
        #expect(picture.luma(for: closer).step == 1)
    }
}

extension StoredPicture {
    /// A scene as a JPEG file holds it, with a colour for 2 x 2 pixels.
    static func scene(_ width: Int, _ height: Int, seed: UInt64 = 5) -> StoredPicture {
        let image = Image.scene(width, height, seed: seed)
        return StoredPicture(.lumaChroma(LumaChromaImage(image)))
    }
}

extension LumaChromaImage {
    /// The picture with the colour of the first of each 2 x 2 pixels.
    init(_ image: Image) {
        let planes = StoredPicture(.rgb(image))
        func colours(_ plane: SampledPlane) -> [UInt8] {
            stride(from: 0, to: image.height, by: 2).flatMap { y in
                stride(from: 0, to: image.width, by: 2).map { UInt8(plane[$0, y]) }
            }
        }
        self.init(
            width: image.width, height: image.height, colourStep: 2, luma: planes.luma.samples,
            blueDifference: colours(planes.blueDifference), redDifference: colours(planes.redDifference))
    }
}
