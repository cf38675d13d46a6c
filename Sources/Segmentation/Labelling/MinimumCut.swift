// SPDX-License-Identifier: Apache-2.0

/// The labelling of regions with the least energy: every object region pays `-preference`, every background region
/// `+preference` is what it forgoes, and every edge between an object and a background region pays its weight.
///
/// A minimum s-t cut (D. M. Greig and others, 1989; Y. Boykov and M.-P. Jolly, 2001), found by the level graphs of
/// E. A. Dinic (1970).
///
/// - Parameters:
///   - preference: one a region; positive if the region would rather be object.
///   - edges: the graph; `weights` has one value, 0 or more, an edge.
/// - Returns: for each region whether it is object. Ties go to the background.
func minimumCut(preference: [Float], edges: [RegionGraph.Edge], weights: [Float]) -> [Bool] {
    var network = FlowNetwork(vertexCount: preference.count + 2, arcCapacity: 2 * (preference.count + edges.count))
    let source = preference.count
    let sink = source + 1
    for (region, value) in preference.enumerated() {
        if value > 0 {
            network.addArc(source, region, capacity: value, reverse: 0)
        } else if value < 0 {
            network.addArc(region, sink, capacity: -value, reverse: 0)
        }
    }
    for (edge, weight) in zip(edges, weights) {
        network.addArc(Int(edge.a), Int(edge.b), capacity: weight, reverse: weight)
    }
    network.saturate(from: source, to: sink)
    return (0..<preference.count).map { network.isOnSourceSide($0) }
}

/// A flow network in flat arrays; arc `e` and its reverse `e ^ 1` are neighbours.
private struct FlowNetwork {
    /// Less than this counts as no capacity: sums of floats never come out even.
    private static let negligible: Float = 1e-4
    private static let none: Int32 = -1

    private var firstArc: [Int32]
    private var nextArc: [Int32] = []
    private var target: [Int32] = []
    private var capacity: [Float] = []
    private var level: [Int32]
    private var currentArc: [Int32] = []
    private var queue: [Int32] = []

    init(vertexCount: Int, arcCapacity: Int) {
        firstArc = [Int32](repeating: Self.none, count: vertexCount)
        level = firstArc
        nextArc.reserveCapacity(arcCapacity)
        target.reserveCapacity(arcCapacity)
        capacity.reserveCapacity(arcCapacity)
    }

    mutating func addArc(_ from: Int, _ to: Int, capacity forward: Float, reverse: Float) {
        target.append(Int32(to))
        capacity.append(forward)
        nextArc.append(firstArc[from])
        firstArc[from] = Int32(target.count - 1)
        target.append(Int32(from))
        capacity.append(reverse)
        nextArc.append(firstArc[to])
        firstArc[to] = Int32(target.count - 1)
    }

    /// Pushes flow until no path is left. The number of phases is bounded as rounding could repeat one for ever.
    mutating func saturate(from source: Int, to sink: Int) {
        for _ in 0..<500 {
            guard findLevels(from: source, to: sink) else { return }
            currentArc = firstArc
            _ = push(.greatestFiniteMagnitude, from: source, to: sink)
        }
        _ = findLevels(from: source, to: -1)
    }

    func isOnSourceSide(_ vertex: Int) -> Bool { level[vertex] >= 0 }

    /// Distance from the source over arcs with capacity; whether the sink was reached.
    private mutating func findLevels(from source: Int, to sink: Int) -> Bool {
        for index in level.indices { level[index] = -1 }
        queue.removeAll(keepingCapacity: true)
        queue.append(Int32(source))
        level[source] = 0
        var next = 0
        while next < queue.count {
            let vertex = Int(queue[next])
            next += 1
            if vertex == sink { return true }
            var arc = firstArc[vertex]
            while arc != Self.none {
                let to = Int(target[Int(arc)])
                if capacity[Int(arc)] > Self.negligible && level[to] < 0 {
                    level[to] = level[vertex] + 1
                    queue.append(Int32(to))
                }
                arc = nextArc[Int(arc)]
            }
        }
        return false
    }

    /// Pushes up to `limit` along arcs that lead one level further. The depth of the recursion is that of the level
    /// graph: at most the number of regions, which is a few hundred.
    private mutating func push(_ limit: Float, from vertex: Int, to sink: Int) -> Float {
        guard vertex != sink else { return limit }
        var pushed: Float = 0
        while currentArc[vertex] != Self.none {
            let arc = Int(currentArc[vertex])
            let to = Int(target[arc])
            if capacity[arc] > Self.negligible && level[to] == level[vertex] + 1 {
                let amount = push(min(limit - pushed, capacity[arc]), from: to, to: sink)
                if amount > 0 {
                    capacity[arc] -= amount
                    capacity[arc ^ 1] += amount
                    pushed += amount
                    if limit - pushed <= Self.negligible { return pushed }
                }
            }
            currentArc[vertex] = nextArc[arc]
        }
        level[vertex] = -1
        return pushed
    }
}
