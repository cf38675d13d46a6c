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
    /// - Complexity: O(V E) for V basins and E edges, at worst: a merge walks the contacts of both nodes, and so does every
    ///   later one with the node that it makes, so that a large node is walked again for each small neighbour that it takes
    ///   in. O(E log E) where nodes grow evenly.
    init(
        _ graph: BasinGraph, strengths: [Float], _ regions: [RegionStatistics], pixelCount: Int,
        helpers: Helpers = .none
    ) {
        nodes = Agglomeration.nodes(graph, strengths, regions, pixelCount: pixelCount, helpers)
        basinCount = regions.count
    }
}

/// The state of the merging, in memory that lasts as long as it does.
private struct Agglomeration {
    /// The part of a region's boundary that it shares with one neighbour: an item of a linked list.
    private struct Contact {
        /// The neighbour, perhaps by the name of a part that has since been merged.
        var region: Int32
        var length: Float
        var strength: Float
        var next: Int32
    }

    /// What is needed of a node again and again, side by side.
    private struct Part {
        /// Mean L, a, b and texture.
        var colour = SIMD4<Float>()
        /// Its own share of the view's area, to a power, ready for the cost: the smaller one of two counts there.
        var sizeFactor: Float = 0
        var perimeter: Float = 0
        var outlineStrength: Float = 0
        /// First and last contact of the node's list.
        var firstContact = Agglomeration.none
        var lastContact = Agglomeration.none
        /// Union-find towards the living node that holds this one: itself while it lives.
        var holder: Int32
        /// As a neighbour of the node whose contacts are joined: its contact, valid while `joinedIn` names the round.
        var contactWith = Agglomeration.none
        var joinedIn: Int32 = 0
    }

    private static let none: Int32 = -1

    private let contacts: UnsafeMutableBufferPointer<Contact>
    private let parts: UnsafeMutableBufferPointer<Part>
    private var nodes: [MergeTree.Node]
    private var candidates: MergeQueue
    private let pixelCount: Float
    private var round: Int32 = 0

    /// The nodes of the tree into which `regions` merge.
    static func nodes(
        _ graph: BasinGraph, _ strengths: [Float], _ regions: [RegionStatistics], pixelCount: Int, _ helpers: Helpers
    ) -> [MergeTree.Node] {
        withUnsafeTemporaryAllocation(of: Contact.self, capacity: 2 * graph.edges.count + 1) { contacts in
            withUnsafeTemporaryAllocation(of: Part.self, capacity: 2 * regions.count + 1) { parts in
                var agglomeration = Agglomeration(contacts, parts, regions, pixelCount: pixelCount)
                agglomeration.addContacts(graph, strengths)
                agglomeration.nominateAll(helpers)
                agglomeration.run()
                agglomeration.finish()
                return agglomeration.nodes
            }
        }
    }

    private init(
        _ contacts: UnsafeMutableBufferPointer<Contact>, _ parts: UnsafeMutableBufferPointer<Part>,
        _ regions: [RegionStatistics], pixelCount: Int
    ) {
        self.contacts = contacts
        self.parts = parts
        self.pixelCount = Float(pixelCount)
        nodes = []
        nodes.reserveCapacity(2 * regions.count)
        candidates = MergeQueue()
        for region in regions { add(MergeTree.Node(statistics: region)) }
    }

    /// Adds a node that lives.
    private mutating func add(_ node: MergeTree.Node) {
        var part = Part(holder: Int32(nodes.count))
        part.colour = node.statistics.colour
        part.sizeFactor = power(node.statistics.area / pixelCount, 0.35)
        parts.initializeElement(at: nodes.count, to: part)
        nodes.append(node)
    }

    /// Gives every region its contacts, in the order of the edges and side by side in memory.
    private mutating func addContacts(_ graph: BasinGraph, _ strengths: [Float]) {
        for edge in graph.edges {
            parts[Int(edge.a)].lastContact += 1
            parts[Int(edge.b)].lastContact += 1
        }
        var end: Int32 = 0
        for region in nodes.indices {
            let count = parts[region].lastContact - Self.none
            guard count > 0 else { continue }
            parts[region].firstContact = end
            parts[region].lastContact = end - 1
            end += count
        }
        for (edge, strength) in zip(graph.edges, strengths) {
            let total = strength * edge.length
            addContact(of: edge.a, with: edge.b, length: edge.length, strength: total)
            addContact(of: edge.b, with: edge.a, length: edge.length, strength: total)
        }
        for region in nodes.indices where parts[region].firstContact != Self.none {
            contacts[Int(parts[region].lastContact)].next = Self.none
        }
    }

    /// Puts a contact behind those that the region has.
    @inline(__always)
    private mutating func addContact(of region: Int32, with other: Int32, length: Float, strength: Float) {
        let place = Int(region)
        parts[place].lastContact += 1
        let contact = parts[place].lastContact
        contacts.initializeElement(
            at: Int(contact), to: Contact(region: other, length: length, strength: strength, next: contact + 1))
        parts[place].perimeter += length
        parts[place].outlineStrength += strength
    }

    @inline(__always)
    private func append(_ contact: Int32, to region: Int) {
        contacts[Int(contact)].next = Self.none
        let last = parts[region].lastContact
        if last == Self.none {
            parts[region].firstContact = contact
        } else {
            contacts[Int(last)].next = contact
        }
        parts[region].lastContact = contact
    }

    @inline(__always)
    private func isAlive(_ region: Int32) -> Bool { parts[Int(region)].holder == region }

    @inline(__always)
    private func living(_ region: Int32) -> Int32 {
        var region = region
        while parts[Int(region)].holder != region {
            parts[Int(region)].holder = parts[Int(parts[Int(region)].holder)].holder
            region = parts[Int(region)].holder
        }
        return region
    }

    @inline(__always)
    private static func cost(_ a: Part, _ b: Part, length: Float, strength: Float) -> Float {
        let boundary = strength / length
        let distance = min(30, colourDistance(a.colour, b.colour))
        let dissimilarity = boundary + 0.03 * distance * (0.3 + boundary) + 0.001
        return dissimilarity * min(a.sizeFactor, b.sizeFactor)
    }

    /// Puts the cheapest merge of every basin into the queue.
    private mutating func nominateAll(_ helpers: Helpers) {
        let contacts = SharedMemory(contacts)
        let parts = SharedMemory(parts)
        let entries: [MergeQueue.Entry] = helpers.array(rows: nodes.count, least: 256) { nodes, entries in
            for node in nodes {
                let entry = Self.cheapest(Int32(node), contacts.buffer, parts.buffer)
                entries.initializeElement(
                    at: node - nodes.lowerBound, to: entry ?? MergeQueue.Entry(cost: 0, a: 0, b: Self.none))
            }
        }
        candidates = MergeQueue(entries.filter { $0.b != Self.none })
    }

    private mutating func run() {
        var height: Float = 0
        while let entry = candidates.popCheapest() {
            guard isAlive(entry.a) else { continue }
            if isAlive(entry.b) {
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
        if let best = Self.cheapest(node, contacts, parts) { candidates.push(best) }
    }

    @inline(__always)
    private static func cheapest(
        _ node: Int32, _ contacts: UnsafeMutableBufferPointer<Contact>, _ parts: UnsafeMutableBufferPointer<Part>
    ) -> MergeQueue.Entry? {
        var best: MergeQueue.Entry?
        let part = parts[Int(node)]
        var contact = part.firstContact
        while contact != none {
            let item = contacts[Int(contact)]
            let entry = MergeQueue.Entry(
                cost: cost(part, parts[Int(item.region)], length: item.length, strength: item.strength),
                a: node, b: item.region)
            if best.map({ entry < $0 }) ?? true { best = entry }
            contact = item.next
        }
        return best
    }

    private mutating func merge(_ a: Int32, _ b: Int32, height: Float) {
        let merged = Int32(nodes.count)
        var node = MergeTree.Node(statistics: nodes[Int(a)].statistics)
        node.firstChild = a
        node.secondChild = b
        node.height = height
        node.statistics.merge(nodes[Int(b)].statistics)
        nodes[Int(a)].parent = merged
        nodes[Int(b)].parent = merged
        add(node)

        let (first, second) = (parts[Int(a)], parts[Int(b)])
        parts[Int(a)].holder = merged
        parts[Int(b)].holder = merged
        parts[Int(merged)].perimeter = first.perimeter + second.perimeter
        parts[Int(merged)].outlineStrength = first.outlineStrength + second.outlineStrength
        contacts[Int(first.lastContact)].next = second.firstContact
        parts[Int(merged)].firstContact = first.firstContact
        parts[Int(merged)].lastContact = second.lastContact
        joinContacts(of: merged)
        nominate(merged)
    }

    /// Makes one contact of all those of `node` with parts of one living neighbour, and forgets those inside the node.
    private mutating func joinContacts(of node: Int32) {
        round += 1
        let place = Int(node)
        var contact = parts[place].firstContact
        parts[place].firstContact = Self.none
        parts[place].lastContact = Self.none
        while contact != Self.none {
            let item = contacts[Int(contact)]
            let neighbour = living(item.region)
            if neighbour == node {
                // The boundary between the two is inside now; each side counts it once.
                parts[place].perimeter -= item.length
                parts[place].outlineStrength -= item.strength
            } else if parts[Int(neighbour)].joinedIn == round {
                let joint = Int(parts[Int(neighbour)].contactWith)
                contacts[joint].length += item.length
                contacts[joint].strength += item.strength
            } else {
                parts[Int(neighbour)].joinedIn = round
                parts[Int(neighbour)].contactWith = contact
                contacts[Int(contact)].region = neighbour
                append(contact, to: place)
            }
            contact = item.next
        }
    }

    /// Gives the nodes what was kept beside them.
    private mutating func finish() {
        for index in nodes.indices {
            nodes[index].perimeter = parts[index].perimeter
            nodes[index].outlineStrength = parts[index].outlineStrength
        }
    }
}
