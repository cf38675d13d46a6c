// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Interactor

@Suite struct FunctionDescriptionTests {
    private let description = FunctionDescription.ridgeline
    private var annotations: [String: String] {
        Dictionary(description.annotations.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
    }

    @Test func `CVAT can list and call it`() throws {
        #expect(try #/[a-z]([-a-z0-9]*[a-z0-9])?/#.wholeMatch(in: description.id) != nil)
        #expect(!description.summary.isEmpty)
        #expect(annotations["type"] == "interactor")
        #expect(annotations["version"] == "2")
        #expect(annotations["spec"] == "")
        #expect(annotations["min_pos_points"].flatMap { Int($0) } == 0)
        #expect(annotations["min_neg_points"].flatMap { Int($0) } == 0)
    }

    @Test func `says yes and never no, which CVAT takes for yes`() {
        #expect(annotations["startswith_box_optional"] == "true")
        #expect(annotations["startswith_box"] == nil)
        #expect(!annotations.values.contains("false"))
        #expect(Set(description.annotations.map(\.key)).count == description.annotations.count)
    }
}
