// SPDX-License-Identifier: Apache-2.0

extension RegionGraph {
    /// What it costs to cut each edge: long weak boundaries are dear, strong ones cheap.
    func cutWeights(factor: Float) -> [Float] {
        edges.map { factor * $0.length * (exponential(-$0.strength) + 0.01) }
    }

    /// A network for cuts by `weights`, one an edge.
    func network(_ weights: [Float]) -> FlowNetwork {
        FlowNetwork(vertexCount: regionCount, edges: edges, weights: weights)
    }

    /// What it costs a path to cross each edge when barriers alone count, not the way in the plane.
    func barrierWeights() -> [Float] { edges.map { $0.strength * $0.strength + 0.01 } }

    /// What it costs when the way in the plane counts, too, in a view whose diagonal is so long.
    ///
    /// Never below 0, as a way that gets shorter with every step has no end: a weak boundary may have a strength below 0,
    /// and the middle of a ring and of what it surrounds are in one place.
    func pathWeights(diagonal: Float) -> [Float] {
        edges.map { edge in
            let way = centroids[Int(edge.a)].distance(to: centroids[Int(edge.b)])
            return max(0, 0.3 * edge.strength + 4 * way / diagonal)
        }
    }

    /// The regions of `set` that hang together with one of `seeds`; the seeds belong to it in any case.
    func connected(_ set: [Bool], to seeds: [Int]) -> [Bool] {
        var result = [Bool](repeating: false, count: set.count)
        var stack: [Int] = []
        for seed in seeds where !result[seed] {
            result[seed] = true
            stack.append(seed)
        }
        while let region = stack.popLast() {
            for place in places(ofStepsFrom: region) {
                let other = Int(steps[place].region)
                guard set[other] && !result[other] else { continue }
                result[other] = true
                stack.append(other)
            }
        }
        return result
    }

    /// For every region the mean of its neighbours' values, weighted per edge.
    func neighbourMeans(_ values: [Float], weights: [Float]) -> [Float] {
        (0..<regionCount).map { region in
            var sum: Float = 0
            var total: Float = 1e-6
            for step in steps(from: region) {
                sum += weights[Int(step.edge)] * values[Int(step.region)]
                total += weights[Int(step.edge)]
            }
            return sum / total
        }
    }
}

extension View {
    /// Number of view pixels in a set of regions.
    func area(of set: [Bool]) -> Float {
        var area: Float = 0
        for region in set.indices where set[region] { area += tree.nodes[region].area }
        return area
    }
}
