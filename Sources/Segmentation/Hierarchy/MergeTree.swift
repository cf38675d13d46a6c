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
    /// For each neighbour of the node whose contacts are joined: its contact, valid while `joinedIn` names the round.
    private var contactWith: [Int32]
    private var joinedIn: [Int32]
    private var round: Int32 = 0

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
        contactWith = lastContact
        joinedIn = [Int32](repeating: 0, count: capacity)
        candidates = MergeQueue(capacity: 2 * regions.count)
        contacts.reserveCapacity(2 * graph.edges.count)
        for node in nodes.indices { sizeFactor[node] = sizeFactor(ofArea: nodes[node].statistics.area) }
        for (edge, strength) in zip(graph.edges, strengths) {
            let total = strength * edge.length
            addContact(of: edge.a, with: edge.b, length: edge.length, strength: total)
            addContact(of: edge.b, with: edge.a, length: edge.length, strength: total)
        }
        for node in 0..<Int32(regions.count) { nominate(node) }
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
        var height: Float = 0
        while let entry = candidates.popCheapest() {
            guard isAlive[Int(entry.a)] else { continue }
            if isAlive[Int(entry.b)] {
                height = max(height, entry.cost)
                merge(entry.a, entry.b, height: height)
            } else {
                joinContacts(of: entry.a)
                nominate(entry.a)
            }
        }
    }

    /// Puts the cheapest merge of a living node with a neighbour into the queue; its contacts must be joined.
    ///
    /// One entry a node is enough: of two touching nodes the later one has weighed the other when it was made, so no
    /// merge of living nodes is cheaper than the first entry of the queue. A node whose entry names one that is gone
    /// looks again when the entry's turn comes.
    private mutating func nominate(_ node: Int32) {
        var best: MergeQueue.Entry?
        var contact = firstContact[Int(node)]
        while contact != Self.none {
            let item = contacts[Int(contact)]
            let entry = MergeQueue.Entry(
                cost: cost(Int(node), Int(item.region), length: item.length, strength: item.strength),
                a: node, b: item.region)
            if best.map(entry.precedes) ?? true { best = entry }
            contact = item.next
        }
        if let best { candidates.push(best) }
    }

    private mutating func merge(_ a: Int32, _ b: Int32, height: Float) {
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

        firstContact[Int(merged)] = firstContact[Int(a)]
        contacts[Int(lastContact[Int(a)])].next = firstContact[Int(b)]
        lastContact[Int(merged)] = lastContact[Int(b)]
        joinContacts(of: merged)
        nominate(merged)
    }

    /// Makes one contact of all those of `node` with parts of one living neighbour, and forgets those inside the node.
    private mutating func joinContacts(of node: Int32) {
        round += 1
        var contact = firstContact[Int(node)]
        firstContact[Int(node)] = Self.none
        lastContact[Int(node)] = Self.none
        while contact != Self.none {
            let item = contacts[Int(contact)]
            let neighbour = living(item.region)
            if neighbour == node {
                // The boundary between the two is inside now; each side counts it once.
                nodes[Int(node)].perimeter -= item.length
                nodes[Int(node)].outlineStrength -= item.strength
            } else if joinedIn[Int(neighbour)] == round {
                contacts[Int(contactWith[Int(neighbour)])].length += item.length
                contacts[Int(contactWith[Int(neighbour)])].strength += item.strength
            } else {
                joinedIn[Int(neighbour)] = round
                contactWith[Int(neighbour)] = contact
                contacts[Int(contact)].region = neighbour
                append(contact, to: Int(node))
            }
            contact = item.next
        }
    }
}
