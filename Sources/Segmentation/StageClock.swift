// SPDX-License-Identifier: Apache-2.0

package import Raster

/// Measures the stages of an analysis and of a click, for whoever asks where the time goes.
package struct StageClock {
    private let measure: ((_ stage: String, _ work: () -> Void) -> Void)?

    /// Measures nothing.
    package static var none: StageClock { StageClock(nil) }

    /// A clock that has each stage done by `measure`, which is given its name and must call it once.
    package init(_ measure: ((_ stage: String, _ work: () -> Void) -> Void)?) {
        self.measure = measure
    }

    /// Does a stage.
    func callAsFunction<Value>(_ stage: String, _ work: () -> Value) -> Value {
        guard let measure else { return work() }
        var value: Value?
        measure(stage) { value = work() }
        return value ?? work()
    }
}

extension Segmenter {
    /// ``analyse(_:expecting:helpers:)``, stage by stage.
    package func analyse(_ picture: Picture, expecting prompts: Prompts, clock: StageClock) -> Analysis {
        let analysis = Analysis(picture, decisions, clock: clock)
        if let rect = surroundings(of: prompts, in: picture) {
            clock("surroundings of the click") { _ = analysis.view(of: rect) }
        }
        return analysis
    }

    /// ``segment(_:_:)``, stage by stage; closer looks are part of solving.
    package func segment(_ analysis: Analysis, _ prompts: Prompts, clock: StageClock) -> Segment? {
        try? segment(analysis, prompts, clock: clock, observer: nil)
    }
}
