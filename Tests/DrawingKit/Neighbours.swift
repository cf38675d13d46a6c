// SPDX-License-Identifier: Apache-2.0

/// The pixels that share an edge with a pixel, inside a grid.
public func neighbours(of pixel: Int, width: Int, height: Int) -> [Int] {
    let x = pixel % width
    let y = pixel / width
    var result: [Int] = []
    if x > 0 { result.append(pixel - 1) }
    if x < width - 1 { result.append(pixel + 1) }
    if y > 0 { result.append(pixel - width) }
    if y < height - 1 { result.append(pixel + width) }
    return result
}

/// The places that can be reached from `start` by steps between neighbours to places for which `isInside` holds.
public func flooded(from start: Int, width: Int, height: Int, where isInside: (Int) -> Bool) -> Set<Int> {
    var reached: Set<Int> = [start]
    var open = [start]
    while let pixel = open.popLast() {
        for other in neighbours(of: pixel, width: width, height: height)
        where isInside(other) && reached.insert(other).inserted {
            open.append(other)
        }
    }
    return reached
}
