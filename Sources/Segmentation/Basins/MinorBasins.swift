// SPDX-License-Identifier: Apache-2.0

/// What a basin must have to be a region of its own; what has less comes from noise or from fine texture.
struct LeastBasin: Sendable {
    /// How deep water stands in it before it runs over, in levels of the relief: three tenths of a unit of gradient.
    var depth = Int(0.3 * Relief.levelsPerUnit)
    /// Pixels that it drains.
    var area = 8
}

extension Basins {
    /// The same basins, but each that has less than `least` is joined with the one that its water runs over into.
    ///
    /// It runs over at the lowest place of its rim, if there are several into the basin with the smallest number. This
    /// is one round of a minimum spanning forest over the passes (O. Borůvka, 1926; F. Meyer, "Minimum spanning forests
    /// for morphological segmentation", 1994): what has joined is not asked again.
    ///
    /// - Complexity: linear in pixels.
    func joiningMinor(_ least: LeastBasin = LeastBasin(), in relief: Relief) -> Basins {
        var parts = DisjointSets(count: count)
        for (basin, overflow) in overflows(in: relief).enumerated() where overflow.isFromLess(than: least) {
            parts.join(basin, Int(overflow.neighbour))
        }
        let (numbers, count) = parts.numbers()
        let joined = [Int32](unsafeUninitializedCapacity: labels.count) { joined, initialized in
            numbers.withUnsafeBufferPointer { numbers in
                for pixel in labels.indices { joined[pixel] = numbers[Int(labels[pixel])] }
            }
            initialized = labels.count
        }
        return Basins(width: width, height: height, labels: joined, count: count)
    }

    /// Where the water of a basin runs over.
    private struct Overflow {
        /// The lowest place of the rim, and below it, to compare both at once, the basin on the other side.
        private var pass = UInt64.max
        /// The lowest place of the basin.
        private var floor = Int16.max
        private var area: Int32 = 0

        /// Whether there is a basin to run over into, and this one has less than `least`.
        func isFromLess(than least: LeastBasin) -> Bool {
            pass != .max && (Int(pass >> 32) - Int(floor) < least.depth || Int(area) < least.area)
        }

        var neighbour: Int32 { Int32(truncatingIfNeeded: pass) }

        @inline(__always)
        mutating func meet(_ basin: Int32, at level: Int16) {
            pass = min(pass, UInt64(UInt16(bitPattern: level)) << 32 | UInt64(UInt32(bitPattern: basin)))
        }

        @inline(__always)
        mutating func cover(_ level: Int16) {
            floor = min(floor, level)
            area &+= 1
        }
    }

    private func overflows(in relief: Relief) -> [Overflow] {
        [Overflow](unsafeUninitializedCapacity: count) { overflows, initialized in
            overflows.initialize(repeating: Overflow())
            initialized = count
            labels.withUnsafeBufferPointer { labels in
                relief.levels.withUnsafeBufferPointer { levels in
                    for pixel in 0..<labels.count { overflows[Int(labels[pixel])].cover(levels[pixel]) }
                    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 2 * labels.count + 1) { codes in
                        for code in codes[..<findFacingPixels(labels, width: width, into: codes)] {
                            let first = Int(code &>> 1)
                            let second = first &+ (code & 1 == 1 ? width : 1)
                            let level = max(levels[first], levels[second])
                            overflows[Int(labels[first])].meet(labels[second], at: level)
                            overflows[Int(labels[second])].meet(labels[first], at: level)
                        }
                    }
                }
            }
        }
    }
}

/// Sets of numbers that grow together: a forest in which every number points towards the smallest of its set.
private struct DisjointSets {
    private var parents: [Int32]

    /// Every number below `count` alone.
    init(count: Int) {
        parents = (0..<Int32(count)).map { $0 }
    }

    /// Makes one set of those of two numbers.
    mutating func join(_ a: Int, _ b: Int) {
        let (a, b) = (smallest(a), smallest(b))
        parents[max(a, b)] = Int32(min(a, b))
    }

    private mutating func smallest(_ number: Int) -> Int {
        var number = number
        while parents[number] != Int32(number) {
            parents[number] = parents[Int(parents[number])]
            number = Int(parents[number])
        }
        return number
    }

    /// For every number that of its set, counted in the order of their smallest numbers, and how many sets there are.
    mutating func numbers() -> (numbers: [Int32], count: Int) {
        var numbers = parents
        var count: Int32 = 0
        for number in parents.indices {
            if parents[number] == Int32(number) {
                numbers[number] = count
                count += 1
            } else {
                numbers[number] = numbers[Int(parents[number])]
            }
        }
        return (numbers, Int(count))
    }
}
