// SPDX-License-Identifier: Apache-2.0

/// Finds minimum cuts of one graph with one set of weights, for one set of preferences after the other.
///
/// A minimum s-t cut (D. M. Greig and others, 1989; Y. Boykov and M.-P. Jolly, 2001). There is no source and no sink:
/// a region that prefers the object starts with so much flow to give away, one that prefers the background takes so
/// much. In waves, flow runs down the distances to the regions that still take some, each region passing on all that
/// comes in (R. E. Tarjan, "A simple version of Karzanov's blocking flow algorithm", 1984); what is stuck waits for the
/// next wave, whose distances go round the edges that are full. When no flow that is left gets anywhere, what it
/// reaches is the object.
///
/// Flow along the edges may stay where it is when the preferences change: it only moves what a region prefers to its
/// neighbour, which changes no cut (P. Kohli and P. H. S. Torr, "Dynamic graph cuts", 2007).
struct FlowNetwork: ~Copyable {
    /// Less than this counts as nothing: sums of floats never come out even.
    private static let negligible: Float = 1e-4
    /// Rounding could repeat a wave for ever.
    private static let waveLimit = 2000
    private static let unreached = Int32.max

    private struct Arc {
        let target: Int32
        /// The arc the other way.
        let reverse: Int32
        /// How much more flow fits, this way and the other.
        var capacity: Float
        var back: Float
    }

    private let vertexCount: Int
    /// The arcs from vertex `v` are those from `firstArc[v]` to `firstArc[v + 1]`.
    private let firstArc: UnsafeMutablePointer<Int32>
    private let arcs: UnsafeMutablePointer<Arc>
    /// Flow that a vertex has to give away, or takes if negative.
    private let surplus: UnsafeMutablePointer<Float>
    private let distance: UnsafeMutablePointer<Int32>
    /// With room for one vertex more than there are: what is not added after all is written, too.
    private let queue: UnsafeMutablePointer<Int32>

    /// A graph without flow; `weights` has one value, 0 or more, for each of `edges`.
    init(vertexCount: Int, edges: [RegionGraph.Edge], weights: [Float]) {
        self.vertexCount = vertexCount
        firstArc = .allocate(capacity: vertexCount + 2)
        arcs = .allocate(capacity: 2 * edges.count)
        surplus = .allocate(capacity: vertexCount)
        distance = .allocate(capacity: vertexCount)
        queue = .allocate(capacity: vertexCount + 1)
        firstArc.initialize(repeating: 0, count: vertexCount + 2)
        for edge in edges {
            firstArc[Int(edge.a) + 2] += 1
            firstArc[Int(edge.b) + 2] += 1
        }
        for vertex in 0..<vertexCount { firstArc[vertex + 2] += firstArc[vertex + 1] }
        // Filling in the arcs moves each start to that of the next vertex.
        for (edge, weight) in zip(edges, weights) {
            let there = firstArc[Int(edge.a) + 1]
            firstArc[Int(edge.a) + 1] += 1
            let back = firstArc[Int(edge.b) + 1]
            firstArc[Int(edge.b) + 1] += 1
            (arcs + Int(there)).initialize(to: Arc(target: edge.b, reverse: back, capacity: weight, back: weight))
            (arcs + Int(back)).initialize(to: Arc(target: edge.a, reverse: there, capacity: weight, back: weight))
        }
    }

    deinit {
        firstArc.deallocate()
        arcs.deallocate()
        surplus.deallocate()
        distance.deallocate()
        queue.deallocate()
    }

    /// The labelling of regions with the least energy: the sum of `-preference` over the object regions and of the weights of
    /// all edges between an object and a background region.
    ///
    /// - Parameter preference: one a region; positive if the region would rather be object.
    /// - Returns: for each region whether it is object. Ties go to the background.
    func minimumCut(_ preference: [Float]) -> [Bool] {
        for vertex in 0..<vertexCount {
            var value = preference[vertex]
            for arc in arcs(from: vertex) { value -= 0.5 * (arcs[arc].back - arcs[arc].capacity) }
            surplus[vertex] = value
        }
        var waves = 0
        var active = (0..<vertexCount).count { surplus[$0] > Self.negligible }
        while active > 0, waves < Self.waveLimit {
            let reached = findDistances(of: active)
            for place in stride(from: reached - 1, through: 0, by: -1) { passOn(Int(queue[place])) }
            active = (0..<reached).count { surplus[Int(queue[$0])] > Self.negligible }
            waves += 1
        }
        return object()
    }

    @inline(__always)
    private func arcs(from vertex: Int) -> Range<Int> { Int(firstArc[vertex])..<Int(firstArc[vertex + 1]) }

    /// Finds how far vertices are from the nearest that takes flow, over arcs that are not full.
    ///
    /// What cannot get rid of its flow now never can: flow that moves elsewhere opens no arc from there. So each wave only
    /// looks for those that were reached in the one before, and no farther than the last of them.
    ///
    /// - Parameter active: Number of vertices that have flow to give away and may be reached.
    /// - Returns: Number of vertices in the queue, nearest first, up to the last that has flow to give away.
    private func findDistances(of active: Int) -> Int {
        distance.update(repeating: Self.unreached, count: vertexCount)
        var end = 0
        for vertex in 0..<vertexCount where surplus[vertex] < -Self.negligible {
            distance[vertex] = 0
            queue[end] = Int32(vertex)
            end += 1
        }
        var remaining = active
        var reached = 0
        var next = 0
        while next < end {
            let vertex = Int(queue[next])
            next += 1
            if surplus[vertex] > Self.negligible {
                reached = next
                remaining -= 1
                if remaining == 0 { break }
            }
            // Without a branch: whether a neighbour is new can't be foreseen.
            let farther = distance[vertex] &+ 1
            for arc in arcs(from: vertex) {
                let other = arcs[arc].target
                let known = distance[Int(other)]
                let isNew = (arcs[arc].back > Self.negligible ? 1 : 0) & (known == Self.unreached ? 1 : 0)
                distance[Int(other)] = isNew == 1 ? farther : known
                queue[end] = other
                end &+= isNew
            }
        }
        return reached
    }

    /// Moves the surplus of a vertex to those of its neighbours that are one step nearer, as much as the arcs hold.
    private func passOn(_ vertex: Int) {
        guard surplus[vertex] > Self.negligible else { return }
        let nearer = distance[vertex] - 1
        for number in arcs(from: vertex) {
            let arc = arcs[number]
            guard distance[Int(arc.target)] == nearer, arc.capacity > Self.negligible else { continue }
            let amount = min(surplus[vertex], arc.capacity)
            let (there, back) = (arc.capacity - amount, arc.back + amount)
            arcs[number].capacity = there
            arcs[number].back = back
            arcs[Int(arc.reverse)].capacity = back
            arcs[Int(arc.reverse)].back = there
            surplus[Int(arc.target)] += amount
            surplus[vertex] -= amount
            if surplus[vertex] <= Self.negligible { return }
        }
    }

    /// The vertices that what is left of the surplus reaches.
    private func object() -> [Bool] {
        var isObject = [Bool](repeating: false, count: vertexCount)
        var end = 0
        for vertex in 0..<vertexCount where surplus[vertex] > Self.negligible {
            isObject[vertex] = true
            queue[end] = Int32(vertex)
            end += 1
        }
        var next = 0
        while next < end {
            for arc in arcs(from: Int(queue[next])) {
                let other = Int(arcs[arc].target)
                if !isObject[other], arcs[arc].capacity > Self.negligible {
                    isObject[other] = true
                    queue[end] = Int32(other)
                    end += 1
                }
            }
            next += 1
        }
        return isObject
    }
}
