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
    defer { network.deallocate() }
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

/// A flow network in flat memory, which has to be given back; arc `e` and its reverse `e ^ 1` are neighbours.
private struct FlowNetwork {
    /// Less than this counts as no capacity: sums of floats never come out even.
    private static let negligible: Float = 1e-4
    private static let none: Int32 = -1

    private struct Arc {
        let target: Int32
        /// The next arc from the same vertex.
        let next: Int32
        var capacity: Float
    }

    private let vertexCount: Int
    private let arcs: UnsafeMutablePointer<Arc>
    private var arcCount = 0
    private let firstArc: UnsafeMutablePointer<Int32>
    /// The first arc of each vertex that may still lead on.
    private let currentArc: UnsafeMutablePointer<Int32>
    private let level: UnsafeMutablePointer<Int32>
    private let queue: UnsafeMutablePointer<Int32>

    init(vertexCount: Int, arcCapacity: Int) {
        func numbers() -> UnsafeMutablePointer<Int32> {
            let memory = UnsafeMutablePointer<Int32>.allocate(capacity: vertexCount)
            memory.initialize(repeating: Self.none, count: vertexCount)
            return memory
        }
        self.vertexCount = vertexCount
        arcs = .allocate(capacity: arcCapacity)
        firstArc = numbers()
        currentArc = numbers()
        level = numbers()
        queue = numbers()
    }

    func deallocate() {
        for memory in [firstArc, currentArc, level, queue] { memory.deallocate() }
        arcs.deallocate()
    }

    mutating func addArc(_ from: Int, _ to: Int, capacity: Float, reverse: Float) {
        add(Arc(target: Int32(to), next: firstArc[from], capacity: capacity), of: from)
        add(Arc(target: Int32(from), next: firstArc[to], capacity: reverse), of: to)
    }

    private mutating func add(_ arc: Arc, of vertex: Int) {
        (arcs + arcCount).initialize(to: arc)
        firstArc[vertex] = Int32(arcCount)
        arcCount += 1
    }

    /// Pushes flow until no path is left. The number of phases is bounded as rounding could repeat one for ever.
    func saturate(from source: Int, to sink: Int) {
        for _ in 0..<500 {
            guard findLevels(from: source, to: sink) else { return }
            currentArc.update(from: firstArc, count: vertexCount)
            _ = push(.greatestFiniteMagnitude, from: source, to: sink)
        }
        _ = findLevels(from: source, to: -1)
    }

    func isOnSourceSide(_ vertex: Int) -> Bool { level[vertex] >= 0 }

    /// Distance from the source over arcs with capacity; whether the sink was reached.
    private func findLevels(from source: Int, to sink: Int) -> Bool {
        level.update(repeating: -1, count: vertexCount)
        level[source] = 0
        queue[0] = Int32(source)
        var next = 0
        var end = 1
        while next < end {
            let vertex = Int(queue[next])
            next += 1
            if vertex == sink { return true }
            var number = firstArc[vertex]
            while number != Self.none {
                let arc = arcs[Int(number)]
                if arc.capacity > Self.negligible && level[Int(arc.target)] < 0 {
                    level[Int(arc.target)] = level[vertex] + 1
                    queue[end] = arc.target
                    end += 1
                }
                number = arc.next
            }
        }
        return false
    }

    /// Pushes up to `limit` along arcs that lead one level further. The depth of the recursion is that of the level
    /// graph: at most the number of regions, which is a few hundred.
    private func push(_ limit: Float, from vertex: Int, to sink: Int) -> Float {
        guard vertex != sink else { return limit }
        var pushed: Float = 0
        while currentArc[vertex] != Self.none {
            let number = Int(currentArc[vertex])
            let arc = arcs[number]
            if arc.capacity > Self.negligible && level[Int(arc.target)] == level[vertex] + 1 {
                let amount = push(min(limit - pushed, arc.capacity), from: Int(arc.target), to: sink)
                if amount > 0 {
                    arcs[number].capacity -= amount
                    arcs[number ^ 1].capacity += amount
                    pushed += amount
                    if limit - pushed <= Self.negligible { return pushed }
                }
            }
            currentArc[vertex] = arc.next
        }
        level[vertex] = -1
        return pushed
    }
}
