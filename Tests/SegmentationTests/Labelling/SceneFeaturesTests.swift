// SPDX-License-Identifier: Apache-2.0

import Raster
import Testing

@testable import Segmentation

@Suite struct SceneFeaturesTests {
    private let named = Dictionary(uniqueKeysWithValues: SceneFeatures.names.enumerated().map { ($1, $0) })

    private func table(_ view: View) -> FeatureTable {
        let click = FramePixel(x: view.geometry.width / 2, y: view.geometry.height / 2)
        let prompts = ViewPrompts(PixelPrompts(positives: [click], negatives: []), in: view)
        return RegionFeatures(view, prompts, nil, nil).table
    }

    @Test("Means and deviations by area are those of the pixels", arguments: smallPictures)
    func oracle(image: Image) throws {
        let view = View(image)
        let table = table(view)
        let first = RegionFeature.allCases.count
        for feature in SceneFeatures.summarised {
            let pixels = view.regionOfPixel.map { Double(table[Int($0), feature.rawValue]) }
            let mean = pixels.reduce(0, +) / Double(pixels.count)
            let variance = pixels.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(pixels.count)
            let place = first + (try #require(named["scene.mean.\(feature)"]))
            let deviation = first + (try #require(named["scene.deviation.\(feature)"]))
            for region in 0..<table.rows {
                #expect(isClose(table[region, place], Float(mean), within: 1e-3))
                #expect(isClose(table[region, deviation], Float(variance.squareRoot()), within: 1e-3))
            }
        }
    }

    @Test("A heap has more regions, and smaller ones, than one disc on a ground")
    func heap() throws {
        let disc = table(View(.disc(30, 30, at: Point(x: 15, y: 15), radius: 6)))
        let heap = table(View(.noise(30, 30, seed: 1)))
        func value(_ table: FeatureTable, _ name: String) throws -> Float {
            table[0, RegionFeature.allCases.count + (try #require(named[name]))]
        }
        #expect(try value(heap, "scene.logRegions") > value(disc, "scene.logRegions") + 1)
        #expect(try value(heap, "scene.logAreaOfPixel") < value(disc, "scene.logAreaOfPixel") - 1)
        #expect(try value(heap, "scene.deviation.lightness") != value(disc, "scene.deviation.lightness"))
    }
}
