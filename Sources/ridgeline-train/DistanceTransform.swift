// SPDX-License-Identifier: Apache-2.0

/// The squared Euclidean distance of every pixel that is set to the nearest that is not; outside the grid nothing is set.
///
/// Two passes of lower envelopes of parabolas (P. Felzenszwalb and D. Huttenlocher, 2012). Cost: linear in the pixels.
func squaredDistances(_ isSet: [Bool], width: Int, height: Int) -> [Float] {
    // A rim of one pixel that is not set.
    let columns = width + 2
    let rows = height + 2
    var field = [Float](repeating: 0, count: columns * rows)
    for y in 0..<height {
        for x in 0..<width where isSet[y * width + x] { field[(y + 1) * columns + x + 1] = .greatestFiniteMagnitude }
    }
    var envelope = Envelope(capacity: max(columns, rows))
    for x in 0..<columns { envelope.transform(&field, start: x, stride: columns, count: rows) }
    for y in 0..<rows { envelope.transform(&field, start: y * columns, stride: 1, count: columns) }
    var result = [Float](repeating: 0, count: width * height)
    for y in 0..<height {
        for x in 0..<width { result[y * width + x] = field[(y + 1) * columns + x + 1] }
    }
    return result
}

/// The lower envelope of the parabolas that stand on one line of the field.
private struct Envelope {
    private var line: [Float]
    private var feet: [Int]
    private var starts: [Float]

    init(capacity: Int) {
        line = [Float](repeating: 0, count: capacity)
        feet = [Int](repeating: 0, count: capacity)
        starts = [Float](repeating: 0, count: capacity + 1)
    }

    mutating func transform(_ field: inout [Float], start: Int, stride: Int, count: Int) {
        for i in 0..<count { line[i] = field[start + i * stride] }
        // The ends are never set, so that the first parabola is finite.
        var last = 0
        feet[0] = 0
        starts[0] = -.infinity
        starts[1] = .infinity
        for i in 1..<count where line[i] < .greatestFiniteMagnitude {
            var crossing = meet(feet[last], i)
            while crossing <= starts[last] {
                last -= 1
                crossing = meet(feet[last], i)
            }
            last += 1
            feet[last] = i
            starts[last] = crossing
            starts[last + 1] = .infinity
        }
        var current = 0
        for i in 0..<count {
            while starts[current + 1] < Float(i) { current += 1 }
            let distance = Float(i - feet[current])
            field[start + i * stride] = distance * distance + line[feet[current]]
        }
    }

    private func meet(_ a: Int, _ b: Int) -> Float {
        ((line[b] + Float(b * b)) - (line[a] + Float(a * a))) / Float(2 * (b - a))
    }
}
