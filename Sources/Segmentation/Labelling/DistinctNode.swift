// SPDX-License-Identifier: Apache-2.0

extension View {
    /// How strong the boundary around a thing must be on average, how much stronger its weakest part than the strongest
    /// boundary within, and how weak those.
    ///
    /// With these the first mask on 942 objects of photographs was never another; the shapes of drawings have 3.5 and more,
    /// 1.5 and more, and 0.9 and less.
    private static let distinctMean: Float = 3.3
    private static let distinctGap: Float = 1.5
    private static let strongestWithin: Float = 1
    /// In view pixels; what is smaller is seen better in a closer look, or is noise.
    private static let smallestArea: Float = 40

    /// The node around `region` that is set off from everything else on all sides, far more than it is divided within;
    /// nil if there is none.
    ///
    /// Photographs hardly have such nodes; in drawings, diagrams and renderings they are the shapes. The learned decisions
    /// have seen photographs only, and there is nothing to decide about a shape. Where the size of a typical object is known,
    /// a shape of quite another size is not meant.
    func distinctNode(around region: Int, _ typicalSize: TypicalSize? = nil) -> Int? {
        let path = tree.path(from: region)
        let step = tree.joinPlaces(path)
        var within = [Float](repeating: 0, count: path.count)
        var around = [Outline](repeating: Outline(), count: path.count)
        for edge in graph.edges {
            let first = min(step[Int(edge.a)], step[Int(edge.b)])
            let last = max(step[Int(edge.a)], step[Int(edge.b)])
            within[last] = max(within[last], edge.strength)
            for place in first..<last { around[place].add(edge) }
        }
        var best: (node: Int, gap: Float)?
        var strongest: Float = 0
        for place in path.indices {
            strongest = max(strongest, within[place])
            guard strongest <= Self.strongestWithin, around[place].mean >= Self.distinctMean,
                tree.nodes[path[place]].area >= Self.smallestArea,
                typicalSize.map({ $0.surprise(at: tree.nodes[path[place]].area) < 4 }) ?? true
            else { continue }
            let gap = around[place].weakest - strongest
            if gap >= max(Self.distinctGap, best?.gap ?? 0) { best = (path[place], gap) }
        }
        return best?.node
    }

    /// The boundary of a node with everything else.
    private struct Outline {
        var weakest = Float.infinity
        private var sum: Float = 0
        private var length: Float = 0

        /// Mean edge strength by length; 0 without a boundary.
        var mean: Float { length > 0 ? sum / length : 0 }

        mutating func add(_ edge: RegionGraph.Edge) {
            weakest = min(weakest, edge.strength)
            sum += edge.strength * edge.length
            length += edge.length
        }
    }
}
