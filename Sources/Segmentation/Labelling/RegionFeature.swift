// SPDX-License-Identifier: Apache-2.0

/// What is known of a region when it is decided whether it belongs to the object.
///
/// "Positive", "negative" and "border" name what a region is compared with: the clicks on the object, those beside it,
/// and the regions at the border of the view. A value that does not exist is -1, or where it is a distance one that is
/// larger than any. In a box that nobody clicked in, its middle is the first click, but for depths.
enum RegionFeature: Int, CaseIterable {
    // Height and area, in the region tree, of the lowest node that joins the region with a click.
    case joinHeightPositive, joinHeightNegative, joinHeightRatio, logJoinAreaPositive, logJoinAreaNegative
    // Geodesic distances: over barriers only, and over barriers and space.
    case barrierPositive, barrierNegative, barrierRatio, pathPositive, pathNegative, pathRatio
    case barrierBorder, barrierRatioBorder, pathRatioBorder
    // Colour.
    case colourPositive, colourNegative, colourRatio
    // Distance in the plane, as a share of the view's diagonal.
    case distancePositive, distanceNegative, distanceRatio
    // The chosen scale (see `ScaleChoice`).
    case scaleMembership, scaleBestAround, scaleAtAncestor, scaleBest, logScaleArea, distanceOverScale
    // Colour models of the chosen scale and of the clicks.
    case scaleColourRatio, scaleColourInside, scaleColourOutside, clickColourRatio
    // Two colour cuts (see `ColourCut`): from the chosen scale, and from the memory or a disc around the click.
    case scaleCut, scaleCutRatio, scaleCutArea, memoryCut, memoryCutRatio, memoryCutArea
    // The region itself.
    case logArea, borderShare, lightness, chroma, texture, positiveCount, negativeCount, outlineStrength, edgeDistance
    case joinHeightOverScale, scaleCutAround, memoryCutAround, isPositive, isNegative, distanceOverCut
    case deviation, scaleDeficit, barrierOverBorder
    // Memory (see `Memory`): what kind, the mask before, and the click that corrects it.
    case memoryKind, memoryShare, memoryShareAround, logCorrectionDepth, correctionSign, distanceOverDepth
    case barrierCorrection, pathCorrection, colourCorrection, joinHeightCorrection, joinAreaOverDepth
    case wouldFlip, barrierRatioCorrection, logMemoryArea, distanceOverMemory, memoryColourRatio, sizeOverDepth
    // How much of the frame the view shows.
    case logViewShare
    // The annotator's box.
    case boxShare, boxDepth, logAreaOverBox
    // How much the region, and the first click, stand out from the border of the view (see ``Salience``).
    case borderHold, contrast, clickBorderHold, clickContrast, borderHoldDifference, contrastDifference
    // A third colour cut, started from everything that does not look like the border.
    case salientCut, salientCutRatio, salientCutArea, salientCutAround
    // Boundaries on the straight line from the first click (see ``Rays``), and where the two lie.
    case raySum, rayMaximum, rayShare, row, columnOffset, clickRow, clickEdgeDistance, greenRed, blueYellow
    // Nodes of the region tree that keep off the border of the view.
    case heightAtBorder, clickHeightAtBorder, logFreeArea, joinIsFree
    // The same lines from the click that corrects.
    case raySumCorrection, rayMaximumCorrection
    // How deep the first click lies in the lowest node that joins the region with it (see ``ClickDepth``), and how far the
    // region lies from it for that.
    case joinDepthShare, joinDepthOverSize, joinDeepestOverSize, distanceOverJoinDepth
    // How deep it lies in the colour cuts.
    case scaleCutDepthShare, memoryCutDepthShare, salientCutDepthShare
    // How deep the click that corrects lies in what changes if that node does.
    case changeDepthShare, changeDepthOverDepth, distanceOverChangeDepth
}
