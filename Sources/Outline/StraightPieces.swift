// SPDX-License-Identifier: Apache-2.0

/// Cuts a contour into pieces that are within `tolerance` of straight lines, at least three: the corners between them.
///
/// A piece that is not straight is split at the corner farthest from its chord (Ramer 1972, Douglas & Peucker 1973);
/// then breaks between pieces that are straight together are taken out.
func straightPieces(of path: ContourPath, within tolerance: Double) -> [Int] {
    var isBreak = splits(of: path, within: tolerance)
    let breaks = isBreak.indices.filter { isBreak[$0] }
    if breaks.count == 2 {
        // The two sides of a thin line: between them are its ends, which are as wide as one run.
        for end in breaks {
            isBreak[end == 0 ? path.count - 1 : end - 1] = true
            isBreak[end + 1 == path.count ? 0 : end + 1] = true
        }
    }
    return joined(isBreak.indices.filter { isBreak[$0] }, of: path, within: tolerance)
}

/// For each corner, whether the contour is split there; at least at two.
private func splits(of path: ContourPath, within tolerance: Double) -> [Bool] {
    var isBreak = [Bool](repeating: false, count: path.count)
    let opposite = path.farthestCorner(from: 0, to: 0) ?? path.count / 2
    isBreak[0] = true
    isBreak[opposite] = true
    var pieces = [(start: 0, end: opposite, depth: 0), (start: opposite, end: 0, depth: 0)]
    while let (start, end, depth) = pieces.popLast() {
        let runCount = path.runCount(from: start, to: end)
        if runCount == 1 || path.isStraight(from: start, to: end, within: tolerance) { continue }
        // Splitting at the farthest corner may cut off a little at a time: after so many splits, cut in halves.
        let farthest = depth < 40 ? path.farthestCorner(from: start, to: end) : nil
        let middle = farthest ?? (start + runCount / 2) % path.count
        isBreak[middle] = true
        pieces.append((start: start, end: middle, depth: depth + 1))
        pieces.append((start: middle, end: end, depth: depth + 1))
    }
    return isBreak
}

/// Takes out the breaks between pieces that are straight together, as long as three are left.
private func joined(_ breaks: [Int], of path: ContourPath, within tolerance: Double) -> [Int] {
    var kept = [breaks[0]]
    var left = breaks.count
    for index in breaks.indices.dropFirst() {
        let end = breaks[index + 1 == breaks.count ? 0 : index + 1]
        if left > 3, path.isStraight(from: kept[kept.count - 1], to: end, within: tolerance) {
            left -= 1
        } else {
            kept.append(breaks[index])
        }
    }
    if left > 3, path.isStraight(from: kept[left - 1], to: kept[1], within: tolerance) {
        kept.removeFirst()
    }
    return kept
}
