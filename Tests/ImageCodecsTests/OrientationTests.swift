// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import ImageCodecs

/// The letter F of digits, which has no symmetry, stored in each of the eight ways of EXIF.
@Suite struct OrientationTests {
    private static let upright = """
        123
        400
        560
        700
        """

    private static let stored: [(Orientation, String)] = [
        (.upright, upright),
        (
            .mirrored,
            """
            321
            004
            065
            007
            """
        ),
        (
            .halfTurn,
            """
            007
            065
            004
            321
            """
        ),
        (
            .flipped,
            """
            700
            560
            400
            123
            """
        ),
        (
            .transposed,
            """
            1457
            2060
            3000
            """
        ),
        (
            .clockwise,
            """
            3000
            2060
            1457
            """
        ),
        (
            .transversed,
            """
            0003
            0602
            7541
            """
        ),
        (
            .counterclockwise,
            """
            7541
            0602
            0003
            """
        ),
    ]

    @Test(arguments: [UInt8](1...8))
    func exifMayStandBeforeTheFrameHeaderOrBehindIt(number: UInt8) throws {
        let file = JPEGSegments(try Fixture.made("baseline-420.jpg").bytes())
        var (before, behind) = (file, file)
        before.insertOrientation(number)
        behind.insertOrientation(number, behindFrameHeader: true)
        let picture = try ImageDecoder().decode(before.bytes)
        #expect(try ImageDecoder().decode(behind.bytes) == picture)
        #expect((picture == (try ImageDecoder().decode(file.bytes))) == (number == 1))
    }

    @Test(arguments: stored)
    func everyOrientationIsTurnedUpright(orientation: Orientation, stored: String) {
        #expect(picture(stored).upright(from: orientation) == picture(Self.upright))
    }

    @Test func everyOrientationHasAPicture() {
        #expect(Self.stored.map(\.0) == Orientation.allCases)
    }

    /// Pictures larger than the tiles of the copy and not a multiple of them.
    @Test(arguments: Orientation.allCases)
    func turningAndTurningBackGivesTheSamePicture(orientation: Orientation) {
        var generator = SeededGenerator(seed: 5)
        let image = Image(
            width: 71, height: 45, pixels: (0..<(3 * 71 * 45)).map { _ in UInt8.random(in: 0...255, using: &generator) }
        )
        let back: Orientation =
            switch orientation {
            case .clockwise: .counterclockwise
            case .counterclockwise: .clockwise
            default: orientation
            }
        #expect(image.upright(from: orientation).upright(from: back) == image)
    }
}
