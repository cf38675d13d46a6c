// SPDX-License-Identifier: Apache-2.0

/// What is known of a candidate for the whole object.
enum CandidateFeature: Int, CaseIterable {
    case expectedOverlap
}
