// SPDX-License-Identifier: Apache-2.0

/// The order in which basins grow together: a binary tree whose leaves are basins and whose root is the whole view.
///
/// Greedy agglomeration: the pair of touching regions that is cheapest to merge goes first (as in P. Salembier and
/// L. Garrido, "Binary partition tree", 2000). A merge is cheap where the common boundary is weak, where the colours
/// are alike, and where the smaller region is small.
struct MergeTree: Sendable {
    /// A basin or a union of two nodes. Nodes `0 ..< basinCount` are basins; parents come after their children.
    struct Node: Sendable {
        var parent: Int32 = -1
        var firstChild: Int32 = -1
        var secondChild: Int32 = -1
        /// Largest cost of a merge at or below the node: never less than the height of a child.
        var height: Float = 0
        var statistics: RegionStatistics
        /// Length of the outline that is inside the view.
        var perimeter: Float = 0
        /// Sum of the edge strength along that outline.
        var outlineStrength: Float = 0
    }

    let basinCount: Int
    let nodes: [Node]

    /// Merges everything that hangs together.
    ///
    /// - Complexity: O(E log E) for E edges.
    init(_ graph: BasinGraph, strengths: [Float], _ regions: [RegionStatistics], pixelCount: Int) {
        var agglomeration = Agglomeration(graph, strengths, regions, pixelCount: pixelCount)
        agglomeration.run()
        basinCount = regions.count
        nodes = agglomeration.nodes
    }
}

/// The state of the merging.
private struct Agglomeration {
    /// The part of a region's boundary that it shares with one neighbour: an item of a linked list.
    private struct Contact {
        /// The neighbour, perhaps by the name of a part that has since been merged.
        var region: Int32
        var length: Float
        var strength: Float
        var next: Int32
    }

    private static let none: Int32 = -1

    var nodes: [MergeTree.Node]
    private var contacts: [Contact] = []
    /// First and last contact of each node's list.
    private var firstContact: [Int32]
    private var lastContact: [Int32]
    /// Union-find towards the living node that holds a node.
    private var holder: [Int32]
    private var isAlive: [Bool]
    /// `min(area share)` to a power, ready for the cost.
    private var sizeFactor: [Float]
    private var candidates: MergeQueue
    private let pixelCount: Float

    init(_ graph: BasinGraph, _ strengths: [Float], _ regions: [RegionStatistics], pixelCount: Int) {
        let capacity = max(1, 2 * regions.count)
        self.pixelCount = Float(pixelCount)
        nodes = regions.map { MergeTree.Node(statistics: $0) }
        nodes.reserveCapacity(capacity)
        firstContact = [Int32](repeating: Self.none, count: capacity)
        lastContact = firstContact
        holder = (0..<Int32(capacity)).map { $0 }
        isAlive = (0..<capacity).map { $0 < regions.count }
        sizeFactor = [Float](repeating: 0, count: capacity)
        candidates = MergeQueue(capacity: 3 * graph.edges.count)
        contacts.reserveCapacity(2 * graph.edges.count)
        for node in nodes.indices { sizeFactor[node] = sizeFactor(ofArea: nodes[node].statistics.area) }
        for (edge, strength) in zip(graph.edges, strengths) {
            let total = strength * edge.length
            addContact(of: edge.a, with: edge.b, length: edge.length, strength: total)
            addContact(of: edge.b, with: edge.a, length: edge.length, strength: total)
            candidates.append(
                MergeQueue.Entry(
                    cost: cost(Int(edge.a), Int(edge.b), length: edge.length, strength: total),
                    a: edge.a, b: edge.b))
        }
        candidates.arrange()
    }

    private func sizeFactor(ofArea area: Float) -> Float { power(area / pixelCount, 0.35) }

    private mutating func addContact(of region: Int32, with other: Int32, length: Float, strength: Float) {
        let contact = Int32(contacts.count)
        contacts.append(Contact(region: other, length: length, strength: strength, next: Self.none))
        append(contact, to: Int(region))
        nodes[Int(region)].perimeter += length
        nodes[Int(region)].outlineStrength += strength
    }

    private mutating func append(_ contact: Int32, to region: Int) {
        contacts[Int(contact)].next = Self.none
        if lastContact[region] == Self.none {
            firstContact[region] = contact
        } else {
            contacts[Int(lastContact[region])].next = contact
        }
        lastContact[region] = contact
    }

    private mutating func living(_ region: Int32) -> Int32 {
        var region = region
        while holder[Int(region)] != region {
            holder[Int(region)] = holder[Int(holder[Int(region)])]
            region = holder[Int(region)]
        }
        return region
    }

    @inline(__always)
    private func cost(_ a: Int, _ b: Int, length: Float, strength: Float) -> Float {
        let boundary = strength / length
        let distance = min(30, colourDistance(nodes[a].statistics.colour, nodes[b].statistics.colour))
        let dissimilarity = boundary + 0.03 * distance * (0.3 + boundary) + 0.001
        return dissimilarity * min(sizeFactor[a], sizeFactor[b])
    }

    mutating func run() {
        // For each living neighbour of the node being made: its contact, valid while `madeFor` names the node.
        var contactWith = [Int32](repeating: Self.none, count: firstContact.count)
        var madeFor = [Int32](repeating: Self.none, count: firstContact.count)
        var height: Float = 0
        while let entry = candidates.popCheapest() {
            guard isAlive[Int(entry.a)] && isAlive[Int(entry.b)] else { continue }
            height = max(height, entry.cost)
            merge(entry.a, entry.b, height: height, &contactWith, &madeFor)
        }
    }

    private mutating func merge(
        _ a: Int32, _ b: Int32, height: Float, _ contactWith: inout [Int32], _ madeFor: inout [Int32]
    ) {
        let merged = Int32(nodes.count)
        var node = MergeTree.Node(statistics: nodes[Int(a)].statistics)
        node.firstChild = a
        node.secondChild = b
        node.height = height
        node.statistics.merge(nodes[Int(b)].statistics)
        for index in 0..<2 {
            let child = Int(index == 0 ? a : b)
            nodes[child].parent = merged
            isAlive[child] = false
            holder[child] = merged
            node.perimeter += nodes[child].perimeter
            node.outlineStrength += nodes[child].outlineStrength
        }
        isAlive[Int(merged)] = true
        sizeFactor[Int(merged)] = sizeFactor(ofArea: node.statistics.area)
        nodes.append(node)

        for index in 0..<2 {
            var contact = firstContact[Int(index == 0 ? a : b)]
            while contact != Self.none {
                let item = contacts[Int(contact)]
                let neighbour = living(item.region)
                if neighbour == merged {
                    // The boundary between the two is inside now; each side counts it once.
                    nodes[Int(merged)].perimeter -= item.length
                    nodes[Int(merged)].outlineStrength -= item.strength
                } else if madeFor[Int(neighbour)] == merged {
                    contacts[Int(contactWith[Int(neighbour)])].length += item.length
                    contacts[Int(contactWith[Int(neighbour)])].strength += item.strength
                } else {
                    madeFor[Int(neighbour)] = merged
                    contactWith[Int(neighbour)] = contact
                    contacts[Int(contact)].region = neighbour
                    append(contact, to: Int(merged))
                }
                contact = item.next
            }
        }
        var contact = firstContact[Int(merged)]
        while contact != Self.none {
            let item = contacts[Int(contact)]
            candidates.push(
                MergeQueue.Entry(
                    cost: cost(Int(merged), Int(item.region), length: item.length, strength: item.strength),
                    a: merged, b: item.region))
            contact = item.next
        }
    }
}
