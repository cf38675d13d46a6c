// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct ResamplingTests {
    @Test("Two by two pixels become their mean; a view is at least two pixels high")
    func means() {
        let square = luma(Grid("0244\n2444\n8800\n8800").image)
        let half = ViewGeometry(rect: PixelRect(width: 4, height: 4), side: 2)
        #expect(square.resampled(half).values == [56, 112, 224, 0])
        let flat = luma(Grid("0244\n2444").image)
        let two = ViewGeometry(rect: PixelRect(width: 4, height: 2), side: 2)
        #expect(flat.resampled(two).values == [28, 112, 84, 112])
    }

    @Test("A coarser view is the exact mean of what each of its pixels covers", arguments: 0..<40)
    func areas(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let (image, rect) = randomPart(&generator)
        let plane = luma(image, step: [1, 1, 2, 4][seed % 4])
        let side = Int.random(in: max(2, rect.longerSide / 6)...rect.longerSide, using: &generator)
        let geometry = ViewGeometry(rect: rect, side: side)
        guard Float(plane.step) * max(geometry.scaleX, geometry.scaleY) < 1 else { return }
        let view = plane.resampled(geometry)
        for y in 0..<geometry.height {
            for x in 0..<geometry.width {
                #expect(abs(view[x, y] - Float(mean(plane, geometry, x, y))) < 0.01)
            }
        }
    }

    @Test("A finer view lies on straight lines between the middles of the samples", arguments: 0..<20)
    func enlargement(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(100 + seed))
        let (image, rect) = randomPart(&generator)
        let plane = luma(image, step: [1, 2][seed % 2])
        let geometry = ViewGeometry(rect: rect, side: 3 * rect.longerSide)
        #expect(geometry.width == 2 * rect.width && geometry.height == 2 * rect.height)
        let view = plane.resampled(geometry)
        for y in 0..<geometry.height {
            for x in 0..<geometry.width {
                #expect(abs(view[x, y] - Float(tents(plane, geometry, x, y))) < 0.01)
            }
        }
    }

    @Test("At its own resolution a picture keeps its grays, and its colours but for rounding")
    func identity() {
        let gray = Grid("0123\n4567\n8901").image
        #expect(ColourPlanes(gray, ViewGeometry(width: 4, height: 3)).red.values == gray.channel(0))
        let image = Image.noise(7, 5, seed: 1)
        let planes = ColourPlanes(image, ViewGeometry(width: 7, height: 5))
        for (channel, plane) in [planes.red, planes.green, planes.blue].enumerated() {
            for (value, expected) in zip(plane.values, image.channel(channel)) { #expect(abs(value - expected) < 2.5) }
        }
    }

    @Test("Pictures a pixel wide or high have views of one colour if they have one")
    func thin() {
        for (width, height) in [(1, 1), (2, 1), (1, 200), (900, 1)] {
            let geometry = ViewGeometry(rect: PixelRect(width: width, height: height), side: 384)
            let planes = ColourPlanes(.plain(width, height, (90, 90, 90)), geometry)
            #expect(planes.red.values.count == geometry.pixelCount)
            #expect(planes.red.values.allSatisfy { isClose($0, 90) })
            #expect(planes.blue.values.allSatisfy { isClose($0, 90) })
        }
    }

    private func luma(_ image: Image, step: Int = 1) -> SampledPlane {
        SampledPlane(image, step: step, weights: SIMD3(77, 150, 29), offset: 0)
    }

    private func randomPart(_ generator: inout SeededGenerator) -> (Image, PixelRect) {
        let width = Int.random(in: 3...24, using: &generator)
        let height = Int.random(in: 3...24, using: &generator)
        let left = Int.random(in: 0..<(width - 1), using: &generator)
        let top = Int.random(in: 0..<(height - 1), using: &generator)
        let rect = PixelRect(
            x: left, y: top, width: Int.random(in: 2...(width - left), using: &generator),
            height: Int.random(in: 2...(height - top), using: &generator))
        return (.noise(width, height, seed: generator.next()), rect)
    }

    /// The mean of all samples of the plane, each weighted by how much of it lies under the view pixel.
    private func mean(_ plane: SampledPlane, _ geometry: ViewGeometry, _ x: Int, _ y: Int) -> Double {
        func share(_ sample: Int, _ target: Int, first: Int, length: Int, count: Int) -> Double {
            let start = Double(first) + Double(target) * Double(length) / Double(count)
            let end = Double(first) + Double(target + 1) * Double(length) / Double(count)
            return max(0, min(Double((sample + 1) * plane.step), end) - max(Double(sample * plane.step), start))
        }
        let rect = geometry.rect
        var sum = 0.0
        var total = 0.0
        for row in 0..<plane.height {
            for column in 0..<plane.width {
                let weight =
                    share(column, x, first: rect.x, length: rect.width, count: geometry.width)
                    * share(row, y, first: rect.y, length: rect.height, count: geometry.height)
                sum += weight * Double(plane.samples[row * plane.width + column])
                total += weight
            }
        }
        return sum / total
    }

    /// The plane at the middle of a view pixel, as a sum of tents over all samples.
    private func tents(_ plane: SampledPlane, _ geometry: ViewGeometry, _ x: Int, _ y: Int) -> Double {
        func place(_ target: Int, first: Int, length: Int, count: Int, samples: Int) -> Double {
            let frame = Double(first) + (Double(target) + 0.5) * Double(length) / Double(count)
            return (frame / Double(plane.step)).clamped(to: 0.5...(Double(samples) - 0.5))
        }
        let rect = geometry.rect
        let atX = place(x, first: rect.x, length: rect.width, count: geometry.width, samples: plane.width)
        let atY = place(y, first: rect.y, length: rect.height, count: geometry.height, samples: plane.height)
        var sum = 0.0
        for row in 0..<plane.height {
            for column in 0..<plane.width {
                let weight = max(0, 1 - abs(Double(column) + 0.5 - atX)) * max(0, 1 - abs(Double(row) + 0.5 - atY))
                sum += weight * Double(plane.samples[row * plane.width + column])
            }
        }
        return sum
    }
}

@Suite struct StoredPictureTests {
    @Test("Coarser samples are means of squares; at the right and bottom edge the last pixels count again")
    func samples() {
        let plane = SampledPlane(
            Grid(
                """
                024
                246
                882
                """
            ).image, step: 2, weights: SIMD3(77, 150, 29), offset: 0)
        #expect(plane.width == 2 && plane.height == 2)
        #expect(plane.samples == [56, 140, 224, 56])
        #expect(plane[0, 1] == 56 && plane[2, 0] == 140 && plane[2, 2] == 56)
    }

    @Test("A small picture costs three bytes a pixel")
    func memory() {
        #expect(StoredPicture(.rgb(.plain(20, 10))).byteCount == 600)
    }

    @Test("Planes of a file are kept as they are")
    func planes() {
        let image = LumaChromaImage(
            width: 3, height: 2, colourStep: 2, luma: [10, 20, 30, 40, 50, 60], blueDifference: [100, 120],
            redDifference: [130, 150])
        let picture = StoredPicture(.lumaChroma(image))
        #expect(picture.luma.samples == image.luma && picture.luma.step == 1)
        #expect(picture.blueDifference.samples == [100, 120] && picture.blueDifference[2, 1] == 120)
        #expect(picture.redDifference.samples == [130, 150] && picture.redDifference[1, 1] == 130)
    }

    @Test("A plane is made coarser by means of squares, cut off at its right and bottom edge")
    func reduced() {
        let plane = SampledPlane([0, 20, 40, 20, 40, 60, 90, 91, 8], width: 3, height: 3, step: 2).reduced(toStep: 4)
        #expect([plane.width, plane.height, plane.step] == [2, 2, 4])
        #expect(plane.samples == [20, 50, 91, 8])
    }
}

extension Image {
    /// One of the three channels of every pixel.
    fileprivate func channel(_ channel: Int) -> [Float] {
        stride(from: channel, to: pixels.count, by: 3).map { Float(pixels[$0]) }
    }
}

extension SampledPlane {
    /// The plane on the grid of a view.
    func resampled(_ geometry: ViewGeometry) -> Plane {
        let resampling = PlaneResampling(self, geometry)
        return Plane(width: geometry.width, height: geometry.height, helpers: .none) { resampling.write($0, to: $1) }
    }
}
