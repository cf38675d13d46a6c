// SPDX-License-Identifier: Apache-2.0

/// How deep a click lies in a set of regions, against the deepest place of the set; in view pixels.
///
/// Who points at a thing points at its middle. A set in which the click lies far from the deepest place is hardly what
/// was meant: it is the part beside the middle, or it holds the neighbour as well.
struct ClickDepth: Hashable, Sendable {
    let atClick: Float
    let deepest: Float
    /// From the click to the deepest place.
    let offset: Float

    /// 1 if no place is deeper than the click.
    var share: Float { min(1, atClick / deepest) }
}

extension View {
    /// The depth of a click in what it would change if each node of the region tree that holds it, from its region
    /// upwards, became as the click wants it.
    func depths(of correction: Memory.Correction, changing memoryShare: [Float]) -> [ClickDepth] {
        depths(of: correction.point, from: correction.region) { correction.changes(memoryShare[$0]) }
    }

    /// The depth of a place in those regions below each node, on the path upwards from `region`, that satisfy `isMember`.
    func depths(
        of place: ViewPoint, from region: Int, where isMember: (_ region: Int) -> Bool
    ) -> [ClickDepth] {
        let path = tree.path(from: region)
        var added = [[Int]](repeating: [], count: path.count)
        tree.forEachLeaf(path) { leaf, step in
            if isMember(leaf) { added[step].append(leaf) }
        }
        var field = DepthField(depthGrid)
        return added.map { leaves in
            field.add(leaves)
            return field.depth(at: place)
        }
    }
}
