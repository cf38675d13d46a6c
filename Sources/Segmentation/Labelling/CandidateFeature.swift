// SPDX-License-Identifier: Apache-2.0

/// What is known of a candidate for the whole object.
enum CandidateFeature: Int, CaseIterable {
    // How it fits the probabilities of its regions.
    case expectedOverlap, meanProbability, doubtfulShare, missedShare, uncertainty
    // Its outline and what it encloses.
    case outlineStrength, weakOutlineShare, insideStrength, strengthContrast, compactness, boxFill
    case borderOfOutline, borderOfView
    // Its colours against the rest.
    case colourSeparation, deviation
    // Its size: of the view, against the main candidate, and of the frame.
    case logAreaShare, logAreaOverMain, logFrameAreaShare
    // How it agrees with the other ways to find the object.
    case overlapWithMain, overlapWithScaleCut, overlapWithMemoryCut, overlapWithBestNode, nearestNodeOverlap
    case nearestNodeScore, bestScore
    // Where it comes from (see `Candidate.Origin`), and how the view came about.
    case origin, logViewShare, memoryKind, meanGradient
}
